import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LessonStory } from '../../../signaling/src/testing/lesson-story.test-support.ts';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { readLog } from './read-log.ts';
import { writePrivate } from './write-private.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  temporary = await temporaryFolder();
  path = join(temporary.path, 'file.jsonl');
});
afterEach(async () => temporary.remove());

const lines = new LessonStory()
  .attach()
  .end()
  .log.map((entry) => JSON.stringify(entry));
async function read(text: string): Promise<number[]> {
  await writeFile(path, text);
  const sequences: number[] = [];
  for await (const { sequence } of readLog(path)) sequences.push(sequence);
  return sequences;
}

test('a log is read whole; a torn last line is left out, and left in the file', async () => {
  expect(await read(`${lines.join('\n')}\n`)).toEqual([1, 2, 3, 4, 5]);
  const torn = `${lines.slice(0, 4).join('\n')}\n${lines[4]?.slice(0, 20)}`;
  expect(await read(torn)).toEqual([1, 2, 3, 4]);
  expect(await readFile(path, 'utf8')).toBe(torn);
  expect(await read('')).toEqual([]);
});

test('a line that is missing, twice there, no entry or cut in the middle is named', async () => {
  const [one = '', two = '', three = ''] = lines;
  await expect(read(`${one}\n${three}\n${two}\n`)).rejects.toThrow('log, line 2: not entry 2');
  await expect(read(`${one}\n${one}\n${two}\n`)).rejects.toThrow('log, line 2: not entry 2');
  for (const bad of [
    '',
    '[]',
    'null',
    '{"sequence":2}',
    two.slice(0, 9),
    '{"sequence":2,"at":"x","event":{"type":"t"}}',
  ]) {
    await expect(read(`${one}\n${bad}\n${three}\n`), bad).rejects.toThrow('log, line 2: not an entry of a lesson');
  }
});

test('a private file is replaced whole, or not when it would be the same; a failure leaves it as it was', async () => {
  const before = await writePrivate(path, ['a', 'b']);
  expect(before.changed).toBe(true);
  expect(await writePrivate(path, ['ab'])).toEqual({ ...before, changed: false });
  const failing = function* () {
    yield 'x'.repeat(300_000);
    throw new Error('no more');
  };
  await expect(writePrivate(path, failing())).rejects.toThrow('no more');
  expect(await readFile(path, 'utf8')).toBe('ab');
});
