import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder, writePrivately } from './data-folder.ts';
import { rotateLogFile } from './log-file.ts';
import { StartError } from './start-error.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tongke-data-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('makes a key that only this user can read, once', () => {
  const first = openDataFolder(folder);
  const key = readFileSync(first.sharedKeyFile, 'utf8');
  expect(key).toMatch(/^[0-9a-f]{64}\n$/);
  expect(statSync(first.sharedKeyFile).mode & 0o777).toBe(0o600);
  first.close();
  const second = openDataFolder(folder);
  expect(readFileSync(second.sharedKeyFile, 'utf8')).toBe(key);
  second.close();
});

test('refuses a second supervisor, and gives the folder free when closed', () => {
  const first = openDataFolder(folder);
  const sentence = `Tongke already runs on the data folder ${folder} (process ${process.pid}).`;
  expect(() => openDataFolder(folder)).toThrow(new StartError(sentence));
  first.close();
  first.close();
  openDataFolder(folder).close();
});

test('takes over from a supervisor that is gone, even where its process number lives again', () => {
  for (const held of ['4194000 12\n', `${process.pid} 1\n`, 'torn']) {
    writeFileSync(path.join(folder, 'supervisor.lock'), held);
    openDataFolder(folder).close();
  }
});

test('does not go on with a key that is none', () => {
  writeFileSync(path.join(folder, 'shared-key'), 'short');
  expect(() => openDataFolder(folder)).toThrow(/64 hexadecimal digits/);
});

test('makes a file private that was not', () => {
  const file = path.join(folder, 'links.txt');
  writeFileSync(file, 'old');
  chmodSync(file, 0o644);
  writePrivately(file, 'new');
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o600]);
});

test('keeps three former logs and lets the newest words go on in the same file', () => {
  const log = path.join(folder, 'sfu.log');
  for (let round = 1; round <= 5; round += 1) {
    writeFileSync(log, `${round}`.repeat(20));
    rotateLogFile(log, 10);
  }
  expect(statSync(log).size).toBe(0);
  expect([1, 2, 3].map((index) => readFileSync(`${log}.${index}`, 'utf8')[0])).toEqual(['5', '4', '3']);
  expect(existsSync(`${log}.4`)).toBe(false);
  rotateLogFile(log, 10);
  expect(readFileSync(`${log}.1`, 'utf8')[0]).toBe('5');
});
