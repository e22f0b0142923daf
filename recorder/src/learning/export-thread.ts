import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { type ExportJob, type ExportOutcome, exportXapi } from './export-xapi.ts';

/** The thread of `exportApart`: one archive, then it ends. */
async function run({ archivesPath, name, settings }: ExportJob): Promise<ExportOutcome> {
  // On Linux a priority is a thread's own. Elsewhere it would be the recorder's.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  try {
    return { exported: await exportXapi(new ArchiveFolder(archivesPath, name), settings) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
    return { failed: { code, message: error instanceof Error ? error.message : String(error) } };
  }
}

parentPort?.postMessage(await run(workerData as ExportJob));
