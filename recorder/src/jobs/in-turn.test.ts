import { expect, test } from 'vitest';
import { InTurn } from './in-turn.ts';

test('one thing waits for the other, also when that fails', async () => {
  const turns = new InTurn();
  const said: string[] = [];
  const first = Promise.withResolvers<void>();
  const failing = turns.do(async () => {
    await first.promise;
    said.push('first');
    throw new Error('no');
  });
  const second = turns.do(async () => said.push('second'));
  first.resolve();
  await expect(failing).rejects.toThrow('no');
  await second;
  expect(said).toEqual(['first', 'second']);
});
