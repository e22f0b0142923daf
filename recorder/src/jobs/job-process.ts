// The process that does one job.
import { serveApart } from '../apart/serve-apart.ts';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { readOrMakeSigningKey } from '../certificate/signing-key.ts';
import { doWork, type WorkOutcome, type WorkProgress } from './do-work.ts';
import type { ToJobProcess } from './run-apart.ts';

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort(new Error('stopped')));
// The recorder is gone: at its next start it begins anew.
process.once('disconnect', () => stop.abort(new Error('the recorder is gone')));

serveApart<ToJobProcess, WorkOutcome, WorkProgress>(async ({ archivesPath, name, keyFile, work }, onProgress) => {
  const key = await readOrMakeSigningKey(keyFile);
  const folder = new ArchiveFolder(archivesPath, name);
  return await doWork(folder, work, { archivesPath, key, signal: stop.signal, onProgress });
});
