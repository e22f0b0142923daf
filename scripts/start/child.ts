import { type ChildProcess, spawn } from 'node:child_process';
import { openLogFile } from './log-file.ts';

/** What a process says once it serves: ports and the like, by name. */
export type Facts = Readonly<Record<string, unknown>>;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One run of one process. */
export interface Child {
  readonly pid: number | undefined;
  /** The facts once it is ready; undefined when it ended before. Never rejects. */
  readonly ready: Promise<Facts | undefined>;
  /** Settles when the process is gone. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks it to close. */
  ask(): void;
  /** Ends it with all that it started. */
  kill(): void;
}

/**
 * Starts a process with a message channel (whose end tells it that the supervisor has died) in a group of its own, so that a
 * Ctrl-C in the terminal reaches the supervisor alone, which closes all in order.
 */
export function startChild(file: string, environment: NodeJS.ProcessEnv, logFile: string): Child {
  const log = openLogFile(logFile);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    env: environment,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
    detached: true,
  });
  log.close();
  const ended = endingOf(child);
  // What a dead process leaves behind (media workers) would hold its ports against its successor.
  ended.then(() => killGroup(child.pid));
  const ready = new Promise<Facts | undefined>((resolve) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve(message);
    });
    ended.then(() => resolve(undefined));
  });
  return {
    pid: child.pid,
    ready,
    ended,
    ask: () => void child.kill('SIGTERM'),
    kill: () => {
      killGroup(child.pid);
      child.kill('SIGKILL');
    },
  };
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

function isReady(message: unknown): message is Facts {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
