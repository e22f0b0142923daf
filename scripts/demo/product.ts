import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { project } from '../setup/places.mjs';
import { readyWorker } from '../setup/worker-cache.mjs';
import { openDataFolder } from '../start/data-folder.ts';
import { processPlans } from '../start/processes.ts';
import { createSupervisor } from '../start/supervisor.ts';
import { type Api, createApi } from './api.ts';

export type ProcessName = 'sfu' | 'signaling' | 'recorder' | 'spare' | 'twin';

/** All of Tongke, running as `npm start` runs it: the same supervisor, the same three processes. */
export interface Product {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly operator: Api;
  /** The process number of a process. @throws when it is not running */
  pid(name: ProcessName): number;
  /** Ends a process at once, as a power cut would. Its successor is started by the supervisor. */
  kill(name: ProcessName): void;
  /** The newest lines that a process has logged. */
  log(name: ProcessName): string;
  /** Closes the processes in order and removes the data folder. Idempotent. */
  close(): Promise<void>;
}

export interface ProductOptions {
  /** Added to each process's environment. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: a fresh one in the temporary folder, removed at the end. */
  readonly dataDir?: string;
  /** What the supervisor has to say. */
  readonly say?: (sentence: string) => void;
  /** With a second recorder that stands by. Default false. */
  readonly spare?: boolean;
  /** With two recorders that record at once. Default false. */
  readonly twins?: boolean;
  /** Default: all. */
  readonly processes?: readonly ProcessName[];
}

/** Starts everything on free ports. @throws {StartError} when a process does not start */
export async function openProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'tongke-run-'));
  const data = openDataFolder(dataDir);
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const worker = readyWorker();
  const extra = {
    ...(worker !== undefined && { MEDIASOUP_WORKER_BIN: worker }),
    ANNOUNCED_IP: '127.0.0.1',
    ...options.environment,
  };
  const { spare = false, twins = false } = options;
  const plans = processPlans({ project, data, httpPort, httpsPort, spare, twins })
    .filter(({ name }) => options.processes === undefined || options.processes.includes(name as ProcessName))
    .map((plan) => ({
      ...plan,
      environment: (facts: Parameters<typeof plan.environment>[0]) => ({ ...plan.environment(facts), ...extra }),
    }));
  const supervisor = createSupervisor(plans, data.logsDir, options.say ?? (() => undefined));
  let closed: Promise<void> | undefined;
  // Nothing of ours may outlive us, however we end.
  const hasten = () => supervisor.hasten();
  process.once('exit', hasten);
  const log = (name: ProcessName) => readFileSync(path.join(data.logsDir, `${name}.log`), 'utf8');

  async function close(): Promise<void> {
    await supervisor.close();
    process.off('exit', hasten);
    data.close();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  }

  try {
    await supervisor.start();
  } catch (error) {
    const logs = plans.map(({ name }) => readTail(path.join(data.logsDir, `${name}.log`))).join('\n');
    await close();
    throw new Error(`Tongke does not start: ${error instanceof Error ? error.message : error}\n${logs}`, {
      cause: error,
    });
  }
  const baseUrl = `http://127.0.0.1:${httpPort}`;

  function pid(name: ProcessName): number {
    const found = supervisor.pids()[name];
    if (found === undefined) throw new Error(`${name} is not running`);
    return found;
  }

  return {
    baseUrl,
    dataDir,
    operator: createApi(baseUrl, readFileSync(path.join(dataDir, 'operator-token'), 'utf8').trim()),
    pid,
    kill: (name) => process.kill(pid(name), 'SIGKILL'),
    log,
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function readTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-2_000);
  } catch {
    return '';
  }
}
