import { fork } from 'node:child_process';

/** What a process that does something apart says. */
export type FromApart<Outcome, Progress> =
  | { type: 'progress'; progress: Progress }
  | { type: 'outcome'; outcome: Outcome }
  | { type: 'failed'; message: string };

export interface ApartOptions<Progress> {
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** After SIGTERM the process has so long to tidy up; 0: it is killed at once. */
  patienceMs: number;
  /** For the error that says that it died. */
  what: string;
}

/**
 * Has a program that {@link serveApart serves orders} do one in a process of its own. Rejects with the signal's reason when it was stopped, and with
 * what the process said, or that it died.
 */
export function doApart<Outcome, Progress = never>(
  program: URL,
  order: object,
  { signal, onProgress, patienceMs, what }: ApartOptions<Progress>,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let last: Exclude<FromApart<Outcome, Progress>, { type: 'progress' }> | null = null;
    let killing: NodeJS.Timeout | undefined;
    const kill = () => child.kill('SIGKILL');
    const stop = () => {
      if (patienceMs === 0) {
        kill();
        return;
      }
      child.kill('SIGTERM');
      killing = setTimeout(kill, patienceMs);
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (message) => {
      const told = message as FromApart<Outcome, Progress>;
      if (told.type === 'progress') onProgress?.(told.progress);
      else last = told;
    });
    child.once('error', reject);
    child.once('exit', (code, by) => {
      signal.removeEventListener('abort', stop);
      clearTimeout(killing);
      if (last?.type === 'outcome') resolve(last.outcome);
      else if (signal.aborted) reject(signal.reason);
      else reject(new Error(last?.type === 'failed' ? last.message : `the ${what}'s process ended with ${by ?? code}`));
    });
    child.send(order);
    if (signal.aborted) stop();
  });
}
