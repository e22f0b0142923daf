import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { isCode } from '../archive/files.ts';
import { ownerOf } from '../archive/owner.ts';
import { manifestName, revisionOf } from '../certificate/revisions.ts';
import { isErased } from '../keeping/erased-manifest.ts';
import { readManifest } from './read-manifest.ts';

const folderName = /^[A-Za-z0-9_-]{1,64}-[0-9a-f]{32}$/;

/** An archive as its manifest tells of it; nothing of it is checked. */
export interface ListedArchive {
  name: string;
  lessonId: string;
  title: string | null;
  /** Milliseconds since the epoch. */
  startedAt: number | null;
  durationMs: number | null;
  /** `deleted`: on purpose; nothing but its manifest is left. */
  state: 'sealed' | 'recording' | 'unsealed' | 'unreadable' | 'deleted';
  revision: number | null;
  certified: boolean;
  tracks: number;
  lengthBytes: number;
}

/** The folders of all archives, by name. None when there is no such place. */
export async function findArchives(archivesPath: string): Promise<ArchiveFolder[]> {
  try {
    const names = await readdir(archivesPath);
    return names
      .filter((name) => folderName.test(name))
      .sort()
      .map((name) => new ArchiveFolder(archivesPath, name));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** The archives of a lesson, or the one of a folder's name or path. */
export async function chooseArchives(archivesPath: string, wanted: string): Promise<ArchiveFolder[]> {
  const isPath = wanted.includes('/');
  if (isPath) {
    const path = join(wanted, '.').replace(/\/$/, '');
    const name = path.slice(path.lastIndexOf('/') + 1);
    return (await readdir(path).catch(() => null)) === null ? [] : [new ArchiveFolder(join(path, '..'), name)];
  }
  return (await findArchives(archivesPath)).filter(({ name, lessonId }) => name === wanted || lessonId === wanted);
}

/** What an archive's manifest says. */
export async function listArchive(folder: ArchiveFolder): Promise<ListedArchive> {
  const { name, lessonId } = folder;
  const read = await readManifest(folder.path, manifestName);
  if (!read.ok) {
    const nothing = { title: null, startedAt: null, durationMs: null, revision: null };
    return { name, lessonId, ...nothing, state: 'unreadable', certified: false, tracks: 0, lengthBytes: 0 };
  }
  const { title, startedAt, endedAt, sealed, tracks, certificate } = read.manifest;
  let lengthBytes = 0;
  for (const { layers } of tracks)
    for (const layer of layers) for (const each of layer.segments) lengthBytes += each.lengthBytes;
  return {
    name,
    lessonId,
    title,
    startedAt,
    durationMs: endedAt === null ? null : endedAt - startedAt,
    state: isErased(read.manifest)
      ? 'deleted'
      : sealed
        ? 'sealed'
        : (await ownerOf(folder)) === null
          ? 'unsealed'
          : 'recording',
    revision: sealed ? revisionOf(read.manifest) : null,
    certified: certificate !== undefined,
    tracks: tracks.length,
    lengthBytes,
  };
}
