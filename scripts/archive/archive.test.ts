import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  keyOf,
  makeSample,
  sampleEntries,
  widenSample,
} from '../../recorder/src/archive-tool/sample-archive.test-support.ts';
import { languages } from './text.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'tongke-archives-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs the command in a process of its own; `limits` are Node's. */
function archive(args: readonly string[], limits: readonly string[] = []): Promise<Ended> {
  const file = path.join(import.meta.dirname, '../archive.ts');
  const all = ['--disable-warning=ExperimentalWarning', ...limits, file, ...args, '--data', dataDir];
  return new Promise((resolve) => {
    execFile(process.execPath, all, { maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

test('a whole archive: listed, verified, nothing to repair; each ends with 0', async () => {
  const { name } = await makeSample(dataDir);
  const listed = await archive(['list']);
  expect(listed).toMatchObject({ code: 0, out: expect.stringContaining('sealed') });
  const verified = await archive(['verify', name]);
  expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('0:00:12 of 0:00:12 of media') });
  expect(verified.err).toContain(`Checking ${name}`);
  const repaired = await archive(['repair', 'lesson', '--json']);
  expect(repaired.code).toBe(0);
  expect(JSON.parse(repaired.out)).toMatchObject({ command: 'repair', ok: true, archives: [{ name, steps: [] }] });
});

test('a fault ends with 1 and is said; a dry run tells what repair then does', async () => {
  const folder = await makeSample(dataDir);
  await rm(folder.resolve('tracks/mic-1/0/000002.m4s'));
  const found = await archive(['verify']);
  expect(found).toMatchObject({ code: 1, out: expect.stringContaining('tracks/mic-1/0/000002.m4s: missing.') });
  const dry = await archive(['repair', '--dry-run', '--json']);
  const done = await archive(['repair', '--json']);
  expect([dry.code, done.code]).toEqual([1, 0]);
  expect(JSON.parse(dry.out).archives[0].steps).toEqual(JSON.parse(done.out).archives[0].steps);
  expect((await archive(['verify'])).code).toBe(0);
});

test('a foreign key makes the signature foreign, and its own makes it good', async () => {
  const folder = await makeSample(dataDir);
  const { key } = (await keyOf(dataDir)).public;
  const own = path.join(dataDir, 'own.pem');
  await writeFile(own, key.export({ type: 'spki', format: 'pem' }));
  const other = path.join(dataDir, 'other.pem');
  await writeFile(other, (await keyOf(path.join(dataDir, 'other'))).public.key.export({ type: 'spki', format: 'pem' }));
  expect((await archive(['verify', folder.path, '--key', own])).code).toBe(0);
  const foreign = await archive(['verify', folder.path, '--key', other]);
  expect(foreign).toMatchObject({ code: 1, out: expect.stringContaining('Foreign signature') });
  const none = await archive(['verify', '--key', path.join(dataDir, 'none.pem')]);
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('none.pem') });
});

test('what is refused ends with 3 and is not touched', async () => {
  const left = await makeSample(dataDir, { sealed: false, entries: sampleEntries.slice(0, 5) });
  expect(await archive(['repair'])).toMatchObject({ code: 3, out: expect.stringContaining('--seal-open') });
  const text = '{"format":"tongke-archive","version":2}';
  await writeFile(left.manifest, text);
  for (const command of ['verify', 'repair']) {
    expect(await archive([command])).toMatchObject({ code: 3, out: expect.stringContaining('version 2') });
  }
  expect(await readFile(left.manifest, 'utf8')).toBe(text);
});

test('wrong use ends with 2 and the usage', async () => {
  for (const args of [[], ['burn'], ['verify', '--what'], ['verify', '--dry-run'], ['verify', 'no-such-lesson']]) {
    const { code, err } = await archive(args);
    expect([code, err]).toEqual([2, expect.stringMatching(/This cannot be done|There is no archive/)]);
  }
  expect((await archive(['burn'])).err).toContain('list|verify|repair');
  expect(await archive(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--dry-run') });
});

test('10,000 tracks are verified and repaired in little memory', async () => {
  const folder = await makeSample(dataDir);
  const tracks = 10_000;
  await widenSample(folder, await keyOf(dataDir), tracks);
  await rm(folder.resolve(`tracks/wide-${tracks - 1}/0/000001.webm`));
  const limits = ['--max-old-space-size=96'];
  const verified = await archive(['verify', '--json'], limits);
  expect(verified.err).not.toContain('heap');
  const [result] = JSON.parse(verified.out).archives;
  expect(result).toMatchObject({
    files: tracks,
    faults: [{ type: 'missing', path: `tracks/wide-${tracks - 1}/0/000001.webm` }],
  });
  expect((await archive(['repair'], limits)).code).toBe(0);
}, 180_000);

test('both languages say the same things', () => {
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' ? keys(inner).map((each) => `${key}.${each}`) : [key],
    );
  expect(keys(languages.zh).sort()).toEqual(keys(languages.en).sort());
});
