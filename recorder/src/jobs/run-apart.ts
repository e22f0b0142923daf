import type { ArchiveWork } from '@tongke/signaling/protocol/lesson';
import { doApart } from '../apart/do-apart.ts';
import type { WorkOutcome, WorkProgress } from './do-work.ts';

export interface ToJobProcess {
  archivesPath: string;
  /** Of the archive's folder. */
  name: string;
  keyFile: string;
  work: ArchiveWork;
}

const patienceMs = 5_000;

/** Does a job in a process of its own, which is given time to tidy up when it is stopped. Rejects as {@link doApart} does. */
export const runApart = (
  order: ToJobProcess,
  options: { signal: AbortSignal; onProgress: (progress: WorkProgress) => void },
): Promise<WorkOutcome> =>
  doApart(new URL('job-process.ts', import.meta.url), order, { ...options, patienceMs, what: 'job' });
