import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { project } from './places.mjs';

let cache = '';

beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'tongke-cache-'));
});

afterEach(() => rmSync(cache, { recursive: true, force: true }));

test('a task that there is not gets a sentence', async () => {
  const { code, stdout, stderr } = await setUp(['dmeo'], {});
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    'There is no task "dmeo"; there are: start, test, demo, archive, bench:teaching, bench:archive, bench:lesson, bench:weak, prepare.\n',
  );
});

test('a program that is given and cannot run gets a sentence, and with --json standard output stays clean', async () => {
  const missing = path.join(cache, 'no-such-worker');
  const { code, stdout, stderr } = await setUp(['prepare', '--json'], { MEDIASOUP_WORKER_BIN: missing });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/✗ mediasoup worker \(\d+\.\d s\)\n/);
  expect(stderr).toContain(`MEDIASOUP_WORKER_BIN names ${missing}, which is no program that can be run.\n`);
});

test('what a given program cannot do is found out: any file that runs is no worker', async () => {
  const { code, stderr } = await setUp(['prepare'], { MEDIASOUP_WORKER_BIN: process.execPath });
  expect(code).toBe(1);
  expect(stderr).toContain(`MEDIASOUP_WORKER_BIN names ${process.execPath}, which is no program that can be run.\n`);
});

test('where nothing can be installed, a sentence says what is missing, how to give it, and why', async () => {
  const nowhere = { PATH: cache, MEDIASOUP_WORKER_BIN: '', CHROMIUM_PATH: '', XDG_CACHE_HOME: '' };
  const english = await setUp(['prepare'], nowhere);
  expect(english.code).toBe(1);
  expect(english.stderr).toBe(
    'Chromium is missing and could not be installed (this system has no apt): install it by hand and put it on the PATH, or name it in CHROMIUM_PATH.\n',
  );
  const chinese = await setUp(['prepare'], { ...nowhere, LC_ALL: 'zh_CN.UTF-8' });
  expect(chinese.stderr).toBe(
    '缺少 Chromium，且无法自动安装（此系统没有 apt）：请手动安装并放入 PATH，或用 CHROMIUM_PATH 指定。\n',
  );
});

async function setUp(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [path.join(project, 'scripts/setup.mjs'), ...args], {
    env: { ...process.env, XDG_CACHE_HOME: cache, CI: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
