import { expect, test } from 'vitest';
import { linkedMoment } from './linked-moment.ts';

test('a link names a second of the replay, or none', () => {
  const of = (hash: string) => linkedMoment(new URLSearchParams(hash));
  expect(of('a=/archive/x/&at=12.5')).toBe(12_500);
  expect(of('at=0')).toBe(0);
  for (const hash of ['', 'at=', 'at=-1', 'at=1e9', 'at=soon', 'at=99999999', 'at=Infinity'])
    expect(of(hash)).toBeNull();
});
