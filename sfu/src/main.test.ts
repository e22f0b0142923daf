import { type ChildProcess, fork } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SfuLink } from './testing/sfu-link.ts';

const sharedKey = 'd'.repeat(64);
let folder: string;
let sfu: ChildProcess | undefined;
let output = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sfu-'));
  writeFileSync(join(folder, 'key'), `${sharedKey}\n`, { mode: 0o600 });
});
afterEach(() => {
  if (sfu?.exitCode === null && sfu.signalCode === null) sfu.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(environment: Record<string, string> = {}): ChildProcess {
  output = '';
  sfu = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {
      ...process.env,
      ...{
        TONGKE_SHARED_KEY_FILE: join(folder, 'key'),
        ANNOUNCED_IP: '127.0.0.1',
        SFU_WORKERS: '1',
        LOG_LEVEL: 'info',
      },
      ...{ RTC_MIN_PORT: '43000', RTC_MAX_PORT: '43999' },
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [sfu.stdout, sfu.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  return sfu;
}

async function ready(child: ChildProcess): Promise<{ controlPort: number; workerPid: number }> {
  const [message] = (await once(child, 'message')) as [{ type: string; controlPort: number }];
  expect(message.type).toBe('ready');
  const link = await SfuLink.open(message.controlPort, sharedKey);
  const { workers } = await link.get('node:describe', {});
  link.close();
  return { controlPort: message.controlPort, workerPid: workers[0]?.pid ?? 0 };
}

const exit = async (child: ChildProcess): Promise<number | null> => {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
};

/** Resolves once a process is gone: its parent may have died, so nobody can wait for it properly. */
async function gone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1);
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('closes in order on SIGTERM, and leaves no worker', async () => {
  const child = start();
  const { workerPid } = await ready(child);
  child.kill('SIGTERM');
  expect(await exit(child)).toBe(0);
  await gone(workerPid);
});

test('closes when its supervisor is gone, and not on a Ctrl-C that the supervisor sees too', async () => {
  const child = start();
  const { workerPid } = await ready(child);
  child.kill('SIGINT');
  await stillServes(child);
  child.disconnect();
  expect(await exit(child)).toBe(0);
  await gone(workerPid);
});

/** Still there, and still answering. */
async function stillServes(child: ChildProcess): Promise<void> {
  const port = Number(/"controlPort":(\d+)/.exec(output)?.[1]);
  const link = await SfuLink.open(port, sharedKey);
  expect((await link.get('node:describe', {})).workers).toHaveLength(1);
  link.close();
  expect(child.exitCode).toBeNull();
}

test('leaves no worker when it is killed', async () => {
  const child = start();
  const { workerPid } = await ready(child);
  child.kill('SIGKILL');
  await gone(workerPid);
});

test('takes the next port when one is taken, and says so when none is free', async () => {
  const taken = createSocket('udp4').bind(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address();
  const child = start({ RTC_MIN_PORT: `${port}`, RTC_MAX_PORT: `${port + 20}` });
  await ready(child);
  const chosen = Number(/"port":(\d+)/.exec(output)?.[1]);
  expect(chosen).toBeGreaterThan(port);
  child.kill('SIGTERM');
  await exit(child);
  const second = start({ RTC_MIN_PORT: `${port}`, RTC_MAX_PORT: `${port}` });
  expect(await exit(second)).toBe(1);
  expect(output).toContain('no free port for media');
  taken.close();
});

test('says what is wrong with its environment', async () => {
  expect(await exit(start({ RTC_MIN_PORT: '70000' }))).toBe(1);
  expect(output).toContain('RTC_MIN_PORT');
  expect(await exit(start({ TONGKE_SHARED_KEY_FILE: join(folder, 'none') }))).toBe(1);
  expect(output).toContain('ENOENT');
});
