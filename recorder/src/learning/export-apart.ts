import { Worker } from 'node:worker_threads';
import type { Exported, ExportJob, ExportOutcome } from './export-xapi.ts';

/** Why an export failed, as its thread said. */
export class ExportFailed extends Error {
  override readonly name = 'ExportFailed';
  /** Of the disk's refusal; null for anything else. */
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.code = code;
  }
}

/**
 * `exportXapi` in a thread of its own, of low priority: a large lesson takes seconds, and the recorder must not miss a packet meanwhile.
 * Throws {@link ExportFailed}. A `signal` ends it; files are whole or absent then too.
 */
export async function exportApart(job: ExportJob, signal: AbortSignal): Promise<Exported | null> {
  if (signal.aborted) throw new ExportFailed('stopped', null);
  const thread = new Worker(new URL('./export-thread.ts', import.meta.url), {
    workerData: job,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const stop = () => void thread.terminate();
  signal.addEventListener('abort', stop);
  try {
    const outcome = await new Promise<ExportOutcome>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new ExportFailed('stopped', null)));
    });
    if ('failed' in outcome) throw new ExportFailed(outcome.failed.message, outcome.failed.code);
    return outcome.exported;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
