import { fork } from 'node:child_process';
import type { Union } from './unite.ts';

export interface ToUniteProcess {
  archivesPath: string;
  /** The folder that the twin's lies in. */
  twinsPath: string;
  /** Of the twin's folder. */
  name: string;
  keyFile: string;
}
export type FromUniteProcess = { type: 'union'; union: Union } | { type: 'failed'; message: string };

/** Unites a twin with its archive in a process of its own. Rejects with the signal's reason when it was stopped, and with what the process said. */
export function uniteApart(order: ToUniteProcess, signal: AbortSignal): Promise<Union> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('unite-process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let last: FromUniteProcess | null = null;
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (message) => {
      last = message as FromUniteProcess;
    });
    child.once('error', reject);
    child.once('exit', (code, by) => {
      signal.removeEventListener('abort', stop);
      if (last?.type === 'union') resolve(last.union);
      else if (signal.aborted) reject(signal.reason);
      else reject(new Error(last?.type === 'failed' ? last.message : `the union's process ended with ${by ?? code}`));
    });
    child.send(order);
    if (signal.aborted) stop();
  });
}
