import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSample } from '../../recorder/src/archive-tool/sample-archive.test-support.ts';
import { keepingLanguages } from './keeping-text.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'tongke-keeping-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function archive(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const all = ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, '../archive.ts'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, [...all, '--data', dataDir], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

test('held, released, deleted; the list and verify know, and the record names who and why', async () => {
  const { name } = await makeSample(dataDir);
  expect(await archive('hold', 'lesson', '--why', 'a dispute')).toMatchObject({ code: 0, out: 'lesson: on hold\n' });
  const kept = await archive('delete', name, '--why', 'old', '--yes');
  expect(kept).toMatchObject({ code: 3, out: expect.stringContaining('a dispute') });
  expect((await archive('release', name, '--why', 'settled', '--by', 'Ms Lin')).code).toBe(0);
  const unsure = await archive('delete', 'lesson', '--why', 'old');
  expect(unsure).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
  expect((await archive('retain', '--days', '30', '--why', 'rule')).out).toContain('kept 30 days');
  expect(await archive('delete', 'lesson', '--why', 'old', '--yes')).toMatchObject({
    code: 0,
    out: `${name}: deleted\n`,
  });
  expect((await archive('list')).out).toContain('deleted');
  expect((await archive('verify')).code).toBe(0);
  const record = await readFile(path.join(dataDir, 'archive-keeping.jsonl'), 'utf8');
  expect(record).toContain('"by":"Ms Lin","event":{"type":"released","lessonId":"lesson","why":"settled"}');
  expect(await archive('expire', '--dry-run')).toMatchObject({ code: 0, out: 'Nothing is due.\n' });
}, 60_000);

test('wrong use ends with 2', async () => {
  for (const args of [
    ['delete', '--why', 'x', '--yes'],
    ['delete', 'no-such', '--why', 'x', '--yes'],
    ['delete', '../../no-such-folder', '--why', 'x', '--yes'],
    ['hold', '../x', '--why', 'x'],
    ['hold', 'lesson'],
    ['retain', '--why', 'x'],
    ['retain', '--days', '-3', '--why', 'x'],
    ['delete', 'lesson', '--only', 'sound', '--why', 'x', '--yes'],
  ]) {
    expect([args, (await archive(...args)).code]).toEqual([args, 2]);
  }
}, 60_000);

test('a folder that is no archive is refused, and what is in it stays', async () => {
  const foreign = path.join(dataDir, 'photographs');
  await mkdir(foreign);
  await writeFile(path.join(foreign, 'class.jpg'), 'a picture');
  expect((await archive('delete', foreign, '--why', 'x', '--yes')).code).toBe(3);
  expect(await readFile(path.join(foreign, 'class.jpg'), 'utf8')).toBe('a picture');
});

test('both languages say the same things', () => {
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' ? keys(inner).map((each) => `${key}.${each}`) : [key],
    );
  expect(keys(keepingLanguages.zh).sort()).toEqual(keys(keepingLanguages.en).sort());
});
