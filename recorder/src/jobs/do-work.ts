import type { ArchiveJobResult, ArchiveWork } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { readManifest } from '../archive-tool/read-manifest.ts';
import { repairArchive } from '../archive-tool/repair.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import { manifestName } from '../certificate/revisions.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { readBrought } from '../heal/brought-frames.ts';
import { healArchive } from '../heal/heal-archive.ts';
import { Keeper } from '../keeping/keeper.ts';
import { exportXapi } from '../learning/export-xapi.ts';
import { readXapiEnvironment } from '../learning/xapi-environment.ts';
import { makeCut } from '../publish/cut/make-cut.ts';
import { makeExport } from '../publish/export/make-export.ts';
import { makeFilm } from '../publish/make-film.ts';
import { makeTracks } from '../publish/make-tracks.ts';
import { PublishError } from '../publish/publish-error.ts';

/** How far work is. `step` is one word. */
export interface WorkProgress {
  step: string;
  /** 0 to 100, whole. */
  percent: number;
}
export interface WorkOptions {
  archivesPath: string;
  key: SigningKey;
  signal: AbortSignal;
  onProgress: (progress: WorkProgress) => void;
}
export type WorkOutcome = { result: ArchiveJobResult } | { reason: string };

/** Does what a job asks for. A refusal is an outcome with its word; throws the signal's reason and what the disk says. */
export async function doWork(folder: ArchiveFolder, work: ArchiveWork, options: WorkOptions): Promise<WorkOutcome> {
  try {
    return await doIt(folder, work, options);
  } catch (error) {
    if (error instanceof PublishError) return { reason: error.refusal.reason };
    throw error;
  }
}

const made = (files: ArchiveJobResult['files'], faults: number | null = null): WorkOutcome => ({
  result: { files, faults },
});

/** What stands in the record of keeping says that it came by the API. */
async function keep(
  folder: ArchiveFolder,
  work: Extract<ArchiveWork, { kind: 'delete' | 'hold' | 'release' | 'retain' }>,
  { archivesPath, key }: WorkOptions,
): Promise<WorkOutcome> {
  const keeper = new Keeper({ archivesPath, by: 'operator, by the API', key, known: [] });
  switch (work.kind) {
    case 'delete': {
      const { refusal } = await keeper.delete(folder, work.what, work.why);
      return refusal === null ? made([]) : { reason: refusal.reason };
    }
    case 'hold':
    case 'release':
      await keeper[work.kind](folder.lessonId, work.why);
      return made([]);
    case 'retain':
      await keeper.retain(folder.lessonId, work.days, work.why);
      return made([]);
  }
}

async function doIt(folder: ArchiveFolder, work: ArchiveWork, options: WorkOptions): Promise<WorkOutcome> {
  const { archivesPath, key, signal, onProgress } = options;
  const tell = (step: string) => (done: number, of: number) =>
    onProgress({ step, percent: of === 0 ? 100 : Math.min(100, Math.round((done / of) * 100)) });
  const onFilm = ({ step, doneMs, ofMs }: { step: string; doneMs: number; ofMs: number }) => tell(step)(doneMs, ofMs);
  switch (work.kind) {
    case 'film': {
      const { layout, language, fromMs, toMs } = work;
      const within = { ...(fromMs !== undefined && { fromMs }), ...(toMs !== undefined && { toMs }) };
      const { path, lengthBytes } = await makeFilm(folder, {
        kind: layout,
        language,
        within,
        signal,
        onProgress: onFilm,
      });
      return made([{ path, lengthBytes }]);
    }
    case 'tracks': {
      const files = await makeTracks(folder, { signal, onProgress: tell('tracks') });
      return made(files.map(({ path, lengthBytes }) => ({ path, lengthBytes })));
    }
    case 'export': {
      const { language, withArchive } = work;
      const onFiles = tell('files');
      const { path, lengthBytes } = await makeExport(folder, {
        out: null,
        withArchive,
        language,
        signal,
        onFilm,
        onFiles,
      });
      return made([{ path: path.slice(folder.path.length + 1), lengthBytes }]);
    }
    case 'cut': {
      const { fromMs, toMs, title } = work;
      const cut = await makeCut(folder, { archivesPath, fromMs, toMs, title, key, signal, onProgress: tell('cut') });
      return made([{ path: cut.folder.webPath, lengthBytes: null }]);
    }
    case 'verify': {
      const { faults } = await verifyArchive(folder.path, { known: [key.public], onProgress: tell('files') });
      return made([], faults.length);
    }
    case 'xapi': {
      const { settings } = readXapiEnvironment(process.env);
      return (await exportXapi(folder, settings)) === null ? { reason: 'empty' } : made([]);
    }
    case 'repair': {
      const { refusal, left } = await repairArchive(folder, {
        ...{ key, known: [], dryRun: false, sealOpen: false },
        onProgress: tell('files'),
      });
      return refusal === null ? made([], left.length) : { reason: refusal.reason };
    }
    case 'heal':
      return await healWithBrought(folder, options);
    case 'delete':
    case 'hold':
    case 'release':
    case 'retain':
      return await keep(folder, work, options);
  }
}

/** As often as more waits than is read at once. */
async function healWithBrought(
  folder: ArchiveFolder,
  { archivesPath, key, signal }: WorkOptions,
): Promise<WorkOutcome> {
  for (;;) {
    signal.throwIfAborted();
    const read = await readManifest(folder.path, manifestName);
    if (!read.ok) return { reason: 'unreadable' };
    const brought = await readBrought(archivesPath, read.manifest.lessonId);
    const { refusal } = await healArchive(folder, { kept: brought.kept, key });
    // Of use to nobody else; while the archive is written still, it is tried again with what comes next.
    if (refusal !== 'owned' && refusal !== 'unsealed') await brought.remove();
    if (refusal !== null) return { reason: refusal };
    if (!brought.isMore) return made([]);
  }
}
