import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, type FileHandle, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileLogOptions, openFileLog } from './file-log.ts';
import { type Log, LogCorrupted, LogUnavailable } from './log.ts';

const silent = pino({ level: 'silent' });
let folder: string;
let log: Log | undefined;

async function openLog(options: Partial<FileLogOptions> = {}): Promise<Log> {
  await log?.close();
  log = await openFileLog({ folder, logger: silent, ...options });
  return log;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-file-log-'));
});
afterEach(async () => {
  await log?.close();
  log = undefined;
  await rm(folder, { recursive: true });
});

test('a torn last line, cut at any byte, is cut off whole and said', async () => {
  const first = await openLog();
  await first.append('a', 0, ['kept']);
  const file = join(folder, 'a.jsonl');
  const kept = (await readFile(file)).length;
  await first.append('a', 1, ['torn', '撕']);
  await first.close();
  const whole = await readFile(file);
  for (let length = kept; length < whole.length; length++) {
    await writeFile(file, whole.subarray(0, length));
    const warnings: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) });
    const again = await openLog({ logger });
    expect(await again.last('a')).toBe(1);
    const said = warnings.map((line) => JSON.parse(line));
    if (length === kept) expect(said).toEqual([]);
    else expect(said).toMatchObject([{ cutBytes: length - kept, file, last: 1 }]);
    if (length > whole.length - 20) expect(said).toMatchObject([{ cutEntries: 2 }]);
    expect(await again.append('a', 1, ['torn', '撕'])).toMatchObject({ ok: true, last: 3 });
    expect((await again.read('a', 0)).map(({ entry }) => entry)).toEqual(['kept', 'torn', '撕']);
    await again.close();
    expect((await readFile(file)).length).toBe(whole.length);
  }
});

test('pages of zeros that a crash left behind are cut off; a log of nothing else is empty', async () => {
  await (await openLog()).append('a', 0, ['kept']);
  await log?.close();
  await appendFile(join(folder, 'a.jsonl'), `${'\0'.repeat(5000)}"x"]}\n{"first":3,"la`);
  await writeFile(join(folder, 'b.jsonl'), '\0'.repeat(100));
  const again = await openLog();
  expect(await again.last('a')).toBe(1);
  expect(await again.append('a', 1, ['next'])).toMatchObject({ ok: true });
  expect(await again.last('b')).toBe(0);
  expect(await again.names()).toEqual(['a']);
});

test.each([
  ['a changed entry', 2, (text: string) => text.replace('"two"', '"too"')],
  ['a changed stamp', 3, (text: string) => text.replace('"last":2,"at":1', '"last":2,"at":2')],
  ['a missing line', 2, (text: string) => text.split('\n').toSpliced(1, 1).join('\n')],
  ['swapped lines', 2, (text: string) => text.replace(/^(.*\n)(.*\n)(.*\n)/, '$1$3$2')],
  ['a changed whole last line', 4, (text: string) => text.replace('"four"', '"five"')],
  ['a line of rubbish', 1, (text: string) => `rubbish\n${text}`],
])('%s is an error that names the file and the line', async (_, line, damage) => {
  const first = await openLog();
  for (const [index, entry] of ['one', 'two', 'three', 'four'].entries()) await first.append('a', index, [entry]);
  await first.append('b', 0, ['fine']);
  await first.close();
  const file = join(folder, 'a.jsonl');
  const whole = await readFile(file, 'utf8');
  await writeFile(file, damage(whole));
  const again = await openLog();
  const failure = await again.read('a', 0).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LogCorrupted);
  expect(String(failure)).toContain(`${file}, line ${line}:`);
  await expect(again.append('a', 4, ['x'])).rejects.toBeInstanceOf(LogCorrupted);
  expect(await again.last('b')).toBe(1);
  // Nothing was cut or written, so a mended file serves again without a restart.
  expect(await readFile(file, 'utf8')).toBe(damage(whole));
  await writeFile(file, whole);
  expect(await again.append('a', 4, ['five'])).toMatchObject({ ok: true, last: 5 });
});

test('a file of another log is not taken for this one', async () => {
  await (await openLog()).append('a', 0, ['one']);
  await log?.close();
  await writeFile(join(folder, 'b.jsonl'), await readFile(join(folder, 'a.jsonl')));
  await expect((await openLog()).last('b')).rejects.toBeInstanceOf(LogCorrupted);
});

test('time never goes back within a log', async () => {
  const times = [5000, 4000, 6000.7];
  const clocked = await openLog({ now: () => times.shift() ?? 1 });
  for (let index = 0; index < 3; index++) await clocked.append('a', index, [index]);
  const later = await openLog({ now: () => 2 });
  await later.append('a', 3, [3]);
  expect((await later.read('a', 0)).map(({ at }) => at)).toEqual([5000, 5000, 6000, 6000]);
});

test('appends that wait together share a sync, each answered for itself', async () => {
  let syncs = 0;
  const counting = await openLog({
    gatherMs: 5,
    openFile: async (path, flags, mode) => {
      const handle = await open(path, flags, mode);
      const datasync = handle.datasync.bind(handle);
      handle.datasync = () => {
        syncs++;
        return datasync();
      };
      return handle;
    },
  });
  const results = await Promise.all(Array.from({ length: 200 }, (_, index) => counting.append('a', index, [index])));
  expect(results.map(({ last }) => last)).toEqual(results.map((_, index) => index + 1));
  expect(syncs).toBe(1);
});

/** Breaks a handle on purpose: lets through `roomBytes`, then fails as a full or broken disk does. */
function breakHandle(
  handle: FileHandle,
  fault: { roomBytes: number; syncFails: boolean; truncateFails: boolean },
): FileHandle {
  const fail = (code: string) => Object.assign(new Error(`${code}: injected`), { code, syscall: 'write' });
  const own = {
    write: handle.write.bind(handle),
    datasync: handle.datasync.bind(handle),
    truncate: handle.truncate.bind(handle),
  };
  const write = async (bytes: Buffer, offset: number, length: number, position: number) => {
    if (fault.roomBytes <= 0) throw fail('ENOSPC');
    const part = Math.min(length, fault.roomBytes);
    fault.roomBytes -= part;
    return own.write(bytes, offset, part, position);
  };
  return Object.assign(handle, {
    write,
    datasync: async () => (fault.syncFails ? Promise.reject(fail('EIO')) : own.datasync()),
    truncate: async (length: number) => (fault.truncateFails ? Promise.reject(fail('EIO')) : own.truncate(length)),
  });
}

test.each([
  ['the disk is full at once', { roomBytes: 0 }],
  ['the disk is full in mid-line', { roomBytes: 70 }],
  ['the sync fails', { syncFails: true }],
  ['not even cutting off works', { roomBytes: 500, truncateFails: true }],
])('when %s, the append is refused and nothing of it stays', async (_, broken) => {
  const healthy = { roomBytes: Number.POSITIVE_INFINITY, syncFails: false, truncateFails: false };
  const fault = { ...healthy };
  const faulty = await openLog({
    openFile: async (path, flags, mode) => breakHandle(await open(path, flags, mode), fault),
  });
  const heard: number[] = [];
  faulty.onAppended('a', (last) => heard.push(last));
  await faulty.append('a', 0, ['kept']);
  Object.assign(fault, broken);
  const refused = await Promise.allSettled([
    faulty.append('a', 1, ['lost'.repeat(200), 1]),
    faulty.append('a', 3, ['lost', 2]),
  ]);
  for (const result of refused) {
    expect(result).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailable) });
    if (result.status === 'rejected')
      expect(result.reason.cause).toMatchObject({ code: fault.syncFails ? 'EIO' : 'ENOSPC' });
  }
  expect(await faulty.last('a')).toBe(1);
  expect((await faulty.read('a', 0)).map(({ entry }) => entry)).toEqual(['kept']);
  if (!fault.truncateFails) expect((await readFile(join(folder, 'a.jsonl'), 'utf8')).split('\n')).toHaveLength(2);
  Object.assign(fault, healthy);
  expect(await faulty.append('a', 1, ['new'])).toMatchObject({ ok: true, last: 2 });
  expect(heard).toEqual([1, 2]);
  expect(await readFile(join(folder, 'a.jsonl'), 'utf8')).toMatch(/^.*"kept".*\n.*"new".*\n$/);
  const again = await openLog();
  expect((await again.read('a', 0)).map(({ entry }) => entry)).toEqual(['kept', 'new']);
});

test('a first append that fails leaves no log behind', async () => {
  const fault = { roomBytes: 0, syncFails: false, truncateFails: false };
  const faulty = await openLog({
    openFile: async (path, flags, mode) => breakHandle(await open(path, flags, mode), fault),
  });
  await expect(faulty.append('a', 0, ['lost'])).rejects.toBeInstanceOf(LogUnavailable);
  expect(await faulty.names()).toEqual([]);
  fault.roomBytes = 1000;
  expect(await faulty.append('a', 0, ['kept'])).toMatchObject({ ok: true, last: 1 });
});

/** Fills a real file system of 64 KiB in a mount namespace of its own, which leaves nothing behind. */
const fillDisk = `
  const { openFileLog } = await import(process.argv[1]);
  const logger = { warn() {}, error() {}, info() {} };
  const folder = process.argv[2];
  let log = await openFileLog({ folder, logger });
  let kept = 0;
  let failure;
  while (!failure) await log.append('a', kept, ['x'.repeat(5000)]).then(({ last }) => { kept = last; }, (error) => { failure = error; });
  const small = await log.append('a', kept, ['small']).then(({ ok }) => ok, (error) => error.name);
  await log.close();
  log = await openFileLog({ folder, logger });
  const entries = await log.read('a', 0);
  await log.close();
  console.log(JSON.stringify({ kept, failure: failure.name, code: failure.cause.code, small, read: entries.length }));
`;

// Where a user may make no mounts, the tests above stand alone: they break the same calls.
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

test.skipIf(!canMount)('a file system that is really full', async () => {
  const mounted = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" --input-type=module -e "$3" "$4" "$1"';
  const moduleUrl = new URL('./file-log.ts', import.meta.url).href;
  const own = ['-rm', 'sh', '-c', mounted, 'sh', folder, process.execPath, fillDisk, moduleUrl];
  const report = JSON.parse((await promisify(execFile)('unshare', own)).stdout);
  expect(report).toMatchObject({ failure: 'LogUnavailable', code: 'ENOSPC', small: true, read: report.kept + 1 });
  expect(report.kept).toBeGreaterThan(5);
});

test('a second process is refused with a sentence, and takes over when the first was killed', async () => {
  const hold = `
    const { openFileLog } = await import(process.argv[1]);
    const log = await openFileLog({ folder: process.argv[2], logger: { warn() {}, error() {} } });
    await log.append('a', 0, ['theirs']);
    console.log('held');
    setInterval(() => {}, 1000);
  `;
  const moduleUrl = new URL('./file-log.ts', import.meta.url).href;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', hold, moduleUrl, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(holder, 'exit');
  await once(holder.stdout, 'data');
  const refusal = await openLog().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(LogUnavailable);
  expect(String(refusal)).toContain(`${folder} is in use by process ${holder.pid}`);
  holder.kill('SIGKILL');
  await ended;
  expect(await (await openLog()).append('a', 1, ['mine'])).toMatchObject({ ok: true, last: 2 });
  await expect(openFileLog({ folder, logger: silent })).rejects.toBeInstanceOf(LogUnavailable);
});

test('keeps only some files open, and serves all', async () => {
  const few = await openLog({ idleFiles: 3 });
  const names = Array.from({ length: 20 }, (_, index) => `log-${index}`);
  for (const expected of [0, 1]) {
    await Promise.all(
      names.map(async (name) => expect(await few.append(name, expected, [name])).toMatchObject({ ok: true })),
    );
  }
  expect((await few.names('log-')).length).toBe(20);
  for (const name of names) expect(await few.last(name)).toBe(2);
  const descriptors = await readdir('/proc/self/fd').catch(() => []);
  expect(descriptors.length).toBeLessThan(200);
});

test('close waits for the calls under way', async () => {
  const closing = await openLog({ gatherMs: 5 });
  for (let index = 0; index < 5; index++) await closing.append('b', index, ['x'.repeat(300_000)]);
  const append = closing.append('a', 0, ['last words']);
  const read = closing.read('b', 0);
  await closing.close();
  expect(await append).toMatchObject({ ok: true });
  expect(await read).toHaveLength(5);
  expect(await (await openLog()).last('a')).toBe(1);
});
