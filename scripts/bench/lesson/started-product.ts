import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Api, createApi } from '../../demo/api.ts';
import { freePort } from '../../demo/product.ts';
import { cacheFolder, project } from '../../setup/places.mjs';
import { readyWorker } from '../../setup/worker-cache.mjs';

/** Tongke in processes of its own, the supervisor too, as `npm start` leaves it running. */
export interface StartedProduct {
  readonly baseUrl: string;
  readonly operator: Api;
  readonly supervisorPid: number;
  /** Ends all processes in order, and removes the data. */
  close(): Promise<void>;
}

/** Starts it on free ports. @throws when it does not serve within a minute */
export async function startProduct(): Promise<StartedProduct> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tongke-load-'));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const worker = readyWorker();
  const start = path.join(project, 'scripts/start.ts');
  const places = ['--data', dataDir, '--port', String(httpPort), '--https-port', String(httpsPort)];
  const supervisor = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', start, '--no-demo', ...places], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      // As set-up gives it to whatever it starts.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || path.join(cacheFolder(), 'compiled'),
      ANNOUNCED_IP: '127.0.0.1',
      ...(worker !== undefined && { MEDIASOUP_WORKER_BIN: worker }),
    },
  });
  const ended = once(supervisor, 'exit');
  async function close(): Promise<void> {
    supervisor.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
  const baseUrl = `http://127.0.0.1:${httpPort}`;
  try {
    await untilServing(baseUrl);
  } catch (error) {
    await close();
    throw error;
  }
  const token = readFileSync(path.join(dataDir, 'operator-token'), 'utf8').trim();
  return { baseUrl, operator: createApi(baseUrl, token), supervisorPid: supervisor.pid ?? 0, close };
}

async function untilServing(baseUrl: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${baseUrl}/health`).catch(() => undefined);
    const health = answer?.ok ? ((await answer.json()) as { recorders: number; sfu: string }) : undefined;
    if (health?.sfu === 'up' && health.recorders > 0) return;
    if (performance.now() > deadline) throw new Error('Tongke did not start within 60 s');
    await delay(100);
  }
}
