import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A real redis-server for a test, on a free port and a folder of its own. */
export interface TestRedisServer {
  readonly url: string;
  /** The server's process id, for signals; undefined while it is down. */
  readonly pid: number | undefined;
  /** Ends it without warning, as `kill -9` does. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. Resolves when it accepts connections. */
  start(): Promise<void>;
  /** Ends it and removes its folder. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts redis-server with an append-only file that is synced before each answer; `settings` overrides, for example
 * `['--appendonly', 'no']`.
 */
export async function startTestRedisServer(settings: readonly string[] = []): Promise<TestRedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-redis-'));
  const port = await freePort();
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no'];
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
  let server: ChildProcess | undefined;

  const start = async () => {
    server = spawn('redis-server', [...own, ...durable, ...settings], { stdio: ['ignore', 'pipe', 'inherit'] });
    await ready(server);
  };
  const kill = async () => {
    const running = server;
    server = undefined;
    if (!running || running.exitCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return server?.pid;
    },
    kill,
    start,
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error('redis-server has no output');
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}:\n${said.join('\n')}`)));
    createInterface({ input: server.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      said.push(line);
      if (line.includes('Ready to accept connections')) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
