import { realpath } from 'node:fs/promises';
import {
  type ArchiveManifest,
  type LessonEntry,
  type MaterialId,
  visibilityOf,
} from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { fileLines } from '../archive/file-lines.ts';
import { readManifest } from '../archive-tool/read-manifest.ts';
import { isPlainPath, openInside } from '../archive-tool/safe-path.ts';
import { manifestName } from '../certificate/revisions.ts';
import { isErased } from '../keeping/erased-manifest.ts';
import { ArchiveBytes } from './archive-bytes.ts';
import { PublishError } from './publish-error.ts';

/** A sealed archive, opened to publish from. */
export interface SealedArchive {
  /** Its folder, without links. */
  root: string;
  manifest: ArchiveManifest;
  /** The public log, in order. */
  entries: LessonEntry[];
  bytes: ArchiveBytes;
}

/** Throws {@link PublishError} for one that is not sealed or cannot be read; what the disk says. */
export async function openSealed(folder: ArchiveFolder): Promise<SealedArchive> {
  const read = await readManifest(folder.path, manifestName);
  if (!read.ok) throw new PublishError({ reason: 'unreadable', detail: manifestName });
  const { manifest } = read;
  if (!manifest.sealed) throw new PublishError({ reason: 'unsealed' });
  if (isErased(manifest)) throw new PublishError({ reason: 'deleted' });
  const root = await realpath(folder.path);
  return { root, manifest, entries: await readEvents(root, manifest), bytes: new ArchiveBytes(root) };
}

/** What can be read of the public log: a torn or damaged line ends it. */
async function readEvents(root: string, { events }: ArchiveManifest): Promise<LessonEntry[]> {
  if (!isPlainPath(events.path)) throw new PublishError({ reason: 'unreadable', detail: events.path });
  const opened = await openInside(root, events.path);
  if (opened.state !== 'open') throw new PublishError({ reason: 'unreadable', detail: events.path });
  await opened.handle.close();
  const entries: LessonEntry[] = [];
  for await (const { bytes } of fileLines(`${root}/${events.path}`)) {
    const entry = parse(bytes);
    if (entry === null) break;
    entries.push(entry);
  }
  return entries;
}

/** Null for what is no entry that everyone may see. */
function parse(bytes: Buffer): LessonEntry | null {
  try {
    const { sequence, at, event } = JSON.parse(bytes.toString()) as LessonEntry;
    if (typeof sequence !== 'number' || typeof at !== 'number' || typeof event?.type !== 'string') return null;
    return visibilityOf(event).to === 'everyone' ? { sequence, at, event } : null;
  } catch {
    return null;
  }
}

/** Whole paths of the materials that are in the archive as they should be. */
export async function materialFiles(
  { root, manifest, bytes }: SealedArchive,
  wanted: ReadonlySet<MaterialId>,
): Promise<ReadonlyMap<MaterialId, string>> {
  const found = new Map<MaterialId, string>();
  for (const { materialId, path, sha256 } of manifest.materials ?? []) {
    if (!wanted.has(materialId) || sha256 === null) continue;
    if ((await bytes.read({ path, sha256 })) !== null) found.set(materialId, `${root}/${path}`);
  }
  return found;
}
