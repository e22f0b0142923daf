import path from 'node:path';
import { cacheFolder } from '../setup/places.mjs';
import { readyWorker } from '../setup/worker-cache.mjs';
import type { Facts } from './child.ts';
import type { DataFolder } from './data-folder.ts';
import type { ProcessPlan } from './supervisor.ts';

/** Everything that the processes need to be told. Ports are those that this run of Tongke has chosen. */
export interface ProcessSettings {
  readonly project: string;
  readonly data: DataFolder;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** A second recorder, which stands by for the first. */
  readonly spare?: boolean;
  /** Two recorders record at once; the second also stands by for the first. */
  readonly twins?: boolean;
}

/**
 * The processes in the order in which they start; they close in the opposite order, so recordings end first, and a spare or a
 * twin before the recorder, whose place it would take.
 */
export function processPlans({
  project,
  data,
  httpPort,
  httpsPort,
  spare = false,
  twins = false,
}: ProcessSettings): ProcessPlan[] {
  const worker = readyWorker();
  const common = {
    ...process.env,
    // A process that finds its sources already stripped of types takes about 13 MB less and starts twice as fast.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || path.join(cacheFolder(), 'compiled'),
    ...(worker !== undefined && { MEDIASOUP_WORKER_BIN: worker }),
    TONGKE_DATA_DIR: data.path,
    TONGKE_SHARED_KEY_FILE: data.sharedKeyFile,
  };
  const main = (name: string) => path.join(project, name, 'src/main.ts');
  const recorder = (name: string, own: NodeJS.ProcessEnv): ProcessPlan => ({
    name,
    file: main('recorder'),
    closeWithinMs: 10_000,
    environment: (facts) => ({
      ...common,
      SIGNALING_URL: `http://127.0.0.1:${port(facts, 'signaling', 'httpPort', httpPort)}`,
      RECORDER_TAP_IP: process.env.RECORDER_TAP_IP || '127.0.0.1',
      RECORDER_METRICS_PORT: metricsPort(name) || port(facts, name, 'metricsPort', 0),
      RECORDER_SPARE: '0',
      RECORDER_TWIN: twins ? '1' : '0',
      ...frugal,
      ...own,
    }),
  });
  // Each datagram is a small buffer that lives for two seconds: with V8's usual room for young objects, and malloc's usual arenas, a recorder
  // of 32 tracks takes 210 MB instead of 155. Less room still costs processor time and saves nothing.
  const frugal = {
    NODE_OPTIONS: [process.env.NODE_OPTIONS, '--max-semi-space-size=4'].filter(Boolean).join(' '),
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX || '2',
  };
  // The port that a user gives is the recorder's; two cannot have it.
  const metricsPort = (name: string) => (name === 'recorder' ? process.env.RECORDER_METRICS_PORT : undefined);
  const second = twins ? ['twin'] : spare ? ['spare'] : [];
  return [
    {
      name: 'sfu',
      file: main('sfu'),
      closeWithinMs: 5_000,
      environment: (facts) => ({
        ...common,
        SFU_CONTROL_HOST: '127.0.0.1',
        SFU_CONTROL_PORT: port(facts, 'sfu', 'controlPort', 0),
      }),
    },
    {
      name: 'signaling',
      file: main('signaling'),
      closeWithinMs: 5_000,
      environment: (facts) => ({
        ...common,
        HTTP_PORT: String(httpPort),
        CLOCK_AHEAD_MS: String(setBackMs()),
        HTTPS_PORT: String(httpsPort),
        SFU_URL: `http://127.0.0.1:${port(facts, 'sfu', 'controlPort', 0)}`,
        CLIENT_DIST: process.env.CLIENT_DIST || path.join(project, 'client/dist'),
      }),
    },
    recorder('recorder', {}),
    ...second.map((name) => recorder(name, { RECORDER_SPARE: '1', RECORDER_NAME: name })),
  ];
}

/** By how much the machine's clock was set back since this program began. */
const setBackMs = (): number => Math.max(0, Math.round(performance.timeOrigin + performance.now() - Date.now()));

/** A port that a process has told when it was ready. */
export function port(facts: ReadonlyMap<string, Facts>, name: string, fact: string, fallback: number): string {
  const value = facts.get(name)?.[fact];
  return String(typeof value === 'number' ? value : fallback);
}
