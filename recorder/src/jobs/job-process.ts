import { setPriority } from 'node:os';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { readOrMakeSigningKey } from '../certificate/signing-key.ts';
import { doWork, type WorkProgress } from './do-work.ts';
import type { FromJobProcess, ToJobProcess } from './run-apart.ts';

/*
 * The process that does one job, beside the recorder's own: whatever the job takes or breaks, the recording goes on. It and the ffmpeg that it
 * starts come last wherever there is little to share.
 */
setPriority(19);
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort(new Error('stopped')));
// The recorder is gone: at its next start it begins anew.
process.once('disconnect', () => stop.abort(new Error('the recorder is gone')));

/** Returns when it is on its way; nobody hears it when the recorder is gone. */
const send = (message: FromJobProcess): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected && process.send) process.send(message, () => resolve());
    else resolve();
  });

process.once('message', (message) => {
  void run(message as ToJobProcess).finally(() => process.exit());
});

async function run({ archivesPath, name, keyFile, work }: ToJobProcess): Promise<void> {
  try {
    const key = await readOrMakeSigningKey(keyFile);
    const folder = new ArchiveFolder(archivesPath, name);
    const onProgress = (progress: WorkProgress) => void send({ type: 'progress', ...progress });
    const outcome = await doWork(folder, work, { archivesPath, key, signal: stop.signal, onProgress });
    await send({ type: 'outcome', outcome });
  } catch (error) {
    await send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
