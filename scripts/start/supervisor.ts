import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, type Ending, type Facts, startChild } from './child.ts';
import { rotateLogFile } from './log-file.ts';
import { StartError } from './start-error.ts';
import { text } from './text.ts';

const readyWithinMs = 60_000;
const soundAfterMs = 30_000;
const backoffMs = [0, 250, 500, 1_000, 2_000, 5_000];
const rotateEveryMs = 60_000;

/** A process that the supervisor keeps alive. */
export interface ProcessPlan {
  readonly name: string;
  readonly file: string;
  /** How long a close may take before the process is ended. */
  readonly closeWithinMs: number;
  /**
   * The environment of the next run.
   * @param facts what every process last said when it became ready, by process name: a successor takes its predecessor's ports from here
   */
  environment(facts: ReadonlyMap<string, Facts>): NodeJS.ProcessEnv;
}

/** Keeps a row of processes alive and closes them in the opposite order. */
export interface Supervisor {
  /** What each process said when it was last ready. */
  readonly facts: ReadonlyMap<string, Facts>;
  /** The process number of each running process. */
  pids(): Record<string, number | undefined>;
  /** Starts the processes in order, each when the one before is ready. @throws {StartError} when one does not start */
  start(): Promise<void>;
  /** Closes the last one first, each within its time. Idempotent: a second call waits for the first. */
  close(): Promise<void>;
  /** Ends what still runs without waiting. */
  hasten(): void;
}

/** Makes a supervisor. `say` gets one sentence for what a person should know. */
export function createSupervisor(
  plans: readonly ProcessPlan[],
  logsDir: string,
  say: (sentence: string) => void,
): Supervisor {
  const facts = new Map<string, Facts>();
  const children = new Map<string, Child>();
  const stop = new AbortController();
  let closed: Promise<void> | undefined;
  const logFile = (name: string) => path.join(logsDir, `${name}.log`);
  const rotation = setInterval(() => {
    for (const plan of plans) rotateLogFile(logFile(plan.name));
  }, rotateEveryMs);
  rotation.unref();

  function run(plan: ProcessPlan): Child {
    rotateLogFile(logFile(plan.name));
    const child = startChild(plan.file, plan.environment(facts), logFile(plan.name));
    children.set(plan.name, child);
    child.ready.then((said) => {
      if (said !== undefined) facts.set(plan.name, said);
    });
    return child;
  }

  /** Restarts at once the first time, then later and later until the process has run soundly for a while. */
  async function keepAlive(plan: ProcessPlan, first: Child): Promise<void> {
    let child = first;
    let deaths = 0;
    for (;;) {
      const startedAt = performance.now();
      const ending = await child.ended;
      if (stop.signal.aborted) return;
      if (performance.now() - startedAt > soundAfterMs) deaths = 0;
      const waitMs = backoffMs[Math.min(deaths, backoffMs.length - 1)] ?? 0;
      deaths += 1;
      const why = explain(ending);
      say(waitMs === 0 ? text.restarted(plan.name, why) : text.restartLater(plan.name, why, String(waitMs / 1000)));
      if (waitMs > 0) await delay(waitMs, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return;
      child = run(plan);
    }
  }

  async function closeOne(plan: ProcessPlan): Promise<void> {
    const child = children.get(plan.name);
    if (child === undefined) return;
    child.ask();
    const patience = new AbortController();
    const inTime = await Promise.race([
      child.ended.then(() => true),
      delay(plan.closeWithinMs, false, { signal: patience.signal }).catch(() => false),
    ]);
    patience.abort();
    if (inTime) return;
    child.kill();
    say(text.killed(plan.name));
    await child.ended;
  }

  return {
    facts,
    pids: () => Object.fromEntries([...children].map(([name, child]) => [name, child.pid])),
    async start() {
      for (const plan of plans) {
        if (stop.signal.aborted) return;
        const child = run(plan);
        const patience = new AbortController();
        const late = delay(readyWithinMs, undefined, { signal: patience.signal }).catch(() => undefined);
        const ready = await Promise.race([child.ready, late]);
        patience.abort();
        if (stop.signal.aborted) return;
        if (ready === undefined) throw new StartError(text.notReady(plan.name, logFile(plan.name)));
        keepAlive(plan, child);
      }
    },
    close() {
      closed ??= (async () => {
        stop.abort();
        clearInterval(rotation);
        for (const plan of [...plans].reverse()) await closeOne(plan);
      })();
      return closed;
    },
    hasten() {
      for (const child of children.values()) child.kill();
    },
  };
}

function explain({ code, signal }: Ending): string {
  return signal ?? `code ${code}`;
}
