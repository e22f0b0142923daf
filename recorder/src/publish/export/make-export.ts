import { join, resolve } from 'node:path';
import type { ArchiveFolder } from '../../archive/archive-folder.ts';
import { isThere } from '../../archive/files.ts';
import { revisionOf } from '../../certificate/revisions.ts';
import { publishedKeysName } from '../../certificate/signing-key.ts';
import { findChapters, type PublishLanguage } from '../chapters.ts';
import { type FilmProgress, makeFilm } from '../make-film.ts';
import { asDiskFull, PublishError } from '../publish-error.ts';
import { openWorkshop, type PublishedFile, publishedName, readPublished } from '../published.ts';
import { openSealed, type SealedArchive } from '../sealed-archive.ts';
import { exportPage } from './export-page.ts';
import { type ExportTarget, folderTarget, zipTarget } from './export-target.ts';
import { publicFiles } from './public-files.ts';

export interface ExportOptions {
  /** A folder, or a file whose name ends with `.zip`; null: a ZIP file in the archive's `published/`. */
  out: string | null;
  /** With the public archive itself, so that whoever has it can check and replay it. */
  withArchive: boolean;
  language: PublishLanguage;
  signal?: AbortSignal;
  onFilm?: (progress: FilmProgress) => void;
  onFiles?: (done: number, of: number) => void;
}
/** What was made. */
export interface Exported {
  /** Whole path. */
  path: string;
  files: number;
  lengthBytes: number | null;
}

/** Makes what plays on any computer without a network. Makes the film first, unless there is a fresh one. Throws as `makeFilm` does. */
export async function makeExport(folder: ArchiveFolder, options: ExportOptions): Promise<Exported> {
  const { out } = options;
  if (out !== null && (await isThere(out))) throw new PublishError({ reason: 'exists', detail: out });
  const archive = await openSealed(folder);
  const films = await freshFilms(folder, archive, options);
  const { root, manifest, entries } = archive;
  const chaptersOf = (language: PublishLanguage) => findChapters(manifest, entries, films[0], language);
  const page = await exportPage({
    manifest,
    films: films.map(({ path, kind }) => ({ path: nameOf(path), kind })),
    poster: nameOf(films[0].poster ?? ''),
    chapters: { zh: chaptersOf('zh'), en: chaptersOf('en') },
  });
  const sources = new Map<string, Buffer | { file: string }>([['index.html', Buffer.from(page)]]);
  for (const { path, poster } of films) {
    for (const each of poster ? [path, poster] : [path]) sources.set(nameOf(each), { file: join(root, each) });
  }
  if (options.withArchive) {
    for (const path of await publicFiles(archive))
      sources.set(`archive/${folder.name}/${path}`, { file: join(root, path) });
    const key = `${publishedKeysName}/${manifest.signature?.keyId ?? ''}.pem`;
    const keyFile = join(root, '..', key);
    if (await isThere(keyFile)) sources.set(`archive/${key}`, { file: keyFile });
  }
  return out === null || out.endsWith('.zip')
    ? toZip(folder, archive, sources, options)
    : toFolder(out, sources, options);
}

const nameOf = (path: string): string => path.replace(`${publishedName}/`, '');

type Sources = ReadonlyMap<string, Buffer | { file: string }>;
type Films = [PublishedFile, ...PublishedFile[]];

/** The film of the whole lesson, and the small one where there is one, both of the newest revision. */
async function freshFilms(
  folder: ArchiveFolder,
  { manifest, root }: SealedArchive,
  options: ExportOptions,
): Promise<Films> {
  const known = (await readPublished(root)).filter(({ revision }) => revision === revisionOf(manifest));
  const named = (name: string) => known.find(({ path }) => path === `${publishedName}/${name}.mp4`);
  const { language, signal, onFilm } = options;
  const ways = { ...(signal && { signal }), ...(onFilm && { onProgress: onFilm }) };
  const whole = named('film');
  const isWhole = whole !== undefined && (await isThere(join(root, whole.path)));
  const film = isWhole ? whole : await makeFilm(folder, { kind: 'programme', language, ...ways });
  const small = named('slides-and-voice');
  return small && (await isThere(join(root, small.path))) ? [film, small] : [film];
}

async function toZip(
  folder: ArchiveFolder,
  { root, manifest }: SealedArchive,
  sources: Sources,
  options: ExportOptions,
): Promise<Exported> {
  const workshop = await openWorkshop(root).catch(asDiskFull);
  const part = options.out === null ? workshop.part('export.zip') : `${resolve(options.out)}.${process.pid}.part`;
  if (options.out !== null) workshop.adopt(part);
  const at = manifest.endedAt ?? manifest.startedAt;
  try {
    const target = await zipTarget(part, { folder: folder.lessonId, at });
    await fill(target, sources, options);
    if (options.out !== null) {
      const lengthBytes = await workshop.moveOut(part, resolve(options.out));
      return { path: resolve(options.out), files: sources.size, lengthBytes };
    }
    const published = await workshop.publish(part, 'export.zip');
    const span = { fromMs: 0, toMs: at - manifest.startedAt };
    await workshop.list([
      { ...published, kind: 'export', madeAt: Date.now(), ...span, revision: revisionOf(manifest), poster: null },
    ]);
    return { path: folder.resolve(published.path), files: sources.size, lengthBytes: published.lengthBytes };
  } catch (error) {
    return asDiskFull(error);
  } finally {
    await workshop.close();
  }
}

async function toFolder(out: string, sources: Sources, options: ExportOptions): Promise<Exported> {
  try {
    await fill(await folderTarget(resolve(out)), sources, options);
    return { path: resolve(out), files: sources.size, lengthBytes: null };
  } catch (error) {
    return asDiskFull(error);
  }
}

async function fill(target: ExportTarget, sources: Sources, { signal, onFiles }: ExportOptions): Promise<void> {
  let done = 0;
  try {
    for (const [name, content] of sources) {
      signal?.throwIfAborted();
      await target.add(name, content);
      done += 1;
      onFiles?.(done, sources.size);
    }
    await target.end();
  } finally {
    await target.close();
  }
}
