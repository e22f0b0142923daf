import { fork } from 'node:child_process';
import type { ArchiveWork } from '@tongke/signaling/protocol/lesson';
import type { WorkOutcome, WorkProgress } from './do-work.ts';

export interface ToJobProcess {
  archivesPath: string;
  /** Of the archive's folder. */
  name: string;
  keyFile: string;
  work: ArchiveWork;
}
export type FromJobProcess =
  | ({ type: 'progress' } & WorkProgress)
  | { type: 'outcome'; outcome: WorkOutcome }
  | { type: 'failed'; message: string };

/** After SIGTERM a process has so long to tidy up. */
const patienceMs = 5_000;

/**
 * Does a job in a process of its own. Rejects with the signal's reason when it was stopped, and with what the process said, or that it died.
 */
export function runApart(
  order: ToJobProcess,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: WorkProgress) => void },
): Promise<WorkOutcome> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('job-process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let last: FromJobProcess | null = null;
    let killing: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill('SIGTERM');
      killing = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (message) => {
      const told = message as FromJobProcess;
      if (told.type === 'progress') onProgress({ step: told.step, percent: told.percent });
      else last = told;
    });
    child.once('error', reject);
    child.once('exit', (code, by) => {
      signal.removeEventListener('abort', stop);
      clearTimeout(killing);
      if (last?.type === 'outcome') resolve(last.outcome);
      else if (signal.aborted) reject(signal.reason);
      else reject(new Error(last?.type === 'failed' ? last.message : `the job's process ended with ${by ?? code}`));
    });
    child.send(order);
    if (signal.aborted) stop();
  });
}
