import { fork } from 'node:child_process';
import type { LateHealing } from '../late/heal-late.ts';
import type { Union } from './unite.ts';

export interface ToUniteProcess {
  archivesPath: string;
  /** `twin`: what it has is put into its archive; `late`: what came late is put into the archive itself. */
  kind: 'twin' | 'late';
  /** The folder that the twin's, or the archive's, lies in, and its name. */
  place: string;
  name: string;
  keyFile: string;
}
export type FromUniteProcess = { type: 'outcome'; outcome: Union | LateHealing } | { type: 'failed'; message: string };

/** Puts what is elsewhere into an archive, in a process of its own. Rejects with the signal's reason when it was stopped, and with what the process said. */
export function uniteApart(order: ToUniteProcess, signal: AbortSignal): Promise<Union | LateHealing> {
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
      if (last?.type === 'outcome') resolve(last.outcome);
      else if (signal.aborted) reject(signal.reason);
      else reject(new Error(last?.type === 'failed' ? last.message : `the union's process ended with ${by ?? code}`));
    });
    child.send(order);
    if (signal.aborted) stop();
  });
}
