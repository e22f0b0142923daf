import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';
let lock = '';
const goneProcess = 4_194_303;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tongke-lock-'));
  lock = path.join(folder, 'set-up.lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('lets one work at a time, says once who is waited for, and leaves nothing behind', async () => {
  const order: string[] = [];
  const waitedFor: number[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await expect.poll(() => name === 'b' || waitedFor.length > 0).toBe(true);
    order.push(`${name} ends`);
    return name;
  };
  const first = withLock(lock, () => undefined, work('a'));
  const second = withLock(lock, (pid) => waitedFor.push(pid), work('b'));
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(waitedFor).toEqual([process.pid]);
  expect(readdirSync(folder)).toEqual([]);
});

test('gives the lock free when the work fails', async () => {
  const failed = withLock(lock, fail, () => Promise.reject(new Error('no network')));
  await expect(failed).rejects.toThrow('no network');
  expect(existsSync(lock)).toBe(false);
});

test('takes over from a process that is gone', async () => {
  writeFileSync(lock, JSON.stringify({ pid: goneProcess, host: hostname() }));
  expect(await withLock(lock, fail, async () => JSON.parse(readFileSync(lock, 'utf8')).pid)).toBe(process.pid);
});

test('takes over from another host, or from a torn lock, only after a minute of silence', async () => {
  for (const content of [JSON.stringify({ pid: process.pid, host: 'elsewhere' }), 'torn']) {
    writeFileSync(lock, content);
    let waited = 0;
    const done = withLock(
      lock,
      () => {
        waited += 1;
        const longAgo = new Date(Date.now() - 61_000);
        utimesSync(lock, longAgo, longAgo);
      },
      async () => 'done',
    );
    expect(await done).toBe('done');
    expect(waited).toBe(1);
  }
});

test('of many that find the same stale lock, one at a time works', async () => {
  writeFileSync(lock, JSON.stringify({ pid: goneProcess, host: hostname() }));
  let inside = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise(setImmediate);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 4 }, () => withLock(lock, () => undefined, work)));
  expect(readdirSync(folder)).toEqual([]);
});

function fail(): void {
  throw new Error('nobody should be waited for');
}
