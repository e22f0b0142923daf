import { createHash } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type ArchiveErasure, healingFolder, isId } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { writeWhole } from '../archive/files.ts';
import { ownerOf } from '../archive/owner.ts';
import { readManifest } from '../archive-tool/read-manifest.ts';
import { formerName, manifestName, revisionOf, syncFolder, writeRevision } from '../certificate/revisions.ts';
import { checkSignature, signManifest } from '../certificate/signature.ts';
import type { PublicKey, SigningKey } from '../certificate/signing-key.ts';
import { publishedName } from '../publish/published.ts';
import { findTwins, removeTwin } from '../twin/twin-folder.ts';
import { eraseFromManifest, isErased } from './erased-manifest.ts';

export interface EraseOptions {
  /** Signs the revision that says what was erased. */
  key: SigningKey;
  /** Keys whose signatures are believed, besides its own. */
  known: readonly PublicKey[];
}

/** Why an archive is left as it is. */
export type EraseRefusal =
  | { reason: 'owned'; owner: string }
  | { reason: 'unsealed' }
  | { reason: 'unreadable' }
  /** What was signed is not what is there, or the signer is not known: a new signature would hide it. */
  | { reason: 'notVouched' }
  | { reason: 'held'; why: string }
  | { reason: 'erased' };

/** Whether an archive may be erased as it stands: sealed, vouched for, and not erased before. Null: it may. */
export async function refuseErasure(folder: ArchiveFolder, { key, known }: EraseOptions): Promise<EraseRefusal | null> {
  const owner = await ownerOf(folder);
  if (owner !== null) return { reason: 'owned', owner };
  // A link would lead the deletion elsewhere.
  if (!(await lstat(folder.path)).isDirectory()) return { reason: 'unreadable' };
  const read = await readManifest(folder.path, manifestName);
  if (!read.ok) return { reason: 'unreadable' };
  if (!read.manifest.sealed) return { reason: 'unsealed' };
  if (isErased(read.manifest)) return { reason: 'erased' };
  const { by } = checkSignature(read.file, [key.public, ...known]);
  const isOld = by === 'nobody' && read.manifest.revision === undefined;
  return by === 'known' || isOld ? null : { reason: 'notVouched' };
}

/**
 * Erases a part of an archive, or all but a signed manifest that says so. First the manifest, so that no link shows what is going; then the
 * files. Whoever calls it again with the same erasure finishes what was cut short. Throws what the disk says.
 */
export async function erase(folder: ArchiveFolder, erasure: ArchiveErasure, { key }: EraseOptions): Promise<void> {
  const read = await readManifest(folder.path, manifestName);
  if (!read.ok) throw new Error(`${folder.name}: the manifest cannot be read`);
  const isThere = read.manifest.erasures?.some(({ at, what }) => at === erasure.at && what === erasure.what) ?? false;
  if (!isThere) {
    const { manifest, changes } = eraseFromManifest(read.manifest, erasure);
    if (erasure.what === 'all') {
      const revision = revisionOf(read.manifest);
      const previous = { path: formerName(revision), sha256: createHash('sha256').update(read.file).digest('hex') };
      const content = signManifest({ ...manifest, revision: revision + 1, previous, changes }, key);
      await writeWhole(folder.manifest, content, { sync: true });
      await syncFolder(folder.path);
    } else await writeRevision(folder.path, manifest, changes, { before: read.file, key });
  }
  // What waits to be put into it is of no use any more.
  const { lessonId } = read.manifest;
  if (isId(lessonId))
    await rm(join(folder.path, '..', '..', healingFolder, lessonId), { recursive: true, force: true });
  for (const twin of await findTwins(join(folder.path, '..'), lessonId)) await removeTwin(twin);
  if (erasure.what === 'all') await removeAll(folder);
  else await removeErased(folder);
}

async function removeAll(folder: ArchiveFolder): Promise<void> {
  for (const name of await readdir(folder.path)) {
    if (name !== manifestName) await rm(join(folder.path, name), { recursive: true, force: true });
  }
  // The log of nothing, as the manifest says.
  await writeWhole(folder.events, '', { sync: true });
  await syncFolder(folder.path);
}

/**
 * Files of tracks that the manifest does not list any more, wherever among the tracks they lie, and what was made of the archive while it
 * had them.
 */
async function removeErased(folder: ArchiveFolder): Promise<void> {
  const read = await readManifest(folder.path, manifestName);
  if (!read.ok) return;
  const listed = new Set<string>();
  for (const { layers } of read.manifest.tracks) {
    for (const { playlist, inits = [], segments } of layers) {
      if (segments.length > 0) listed.add(playlist);
      for (const { path } of inits) listed.add(path);
      for (const { path, initPath } of segments) listed.add(path).add(initPath);
    }
  }
  for (const entry of await readdir(folder.resolve('tracks'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !listed.has(relative(folder.path, path))) await rm(path, { force: true });
  }
  await rm(folder.resolve(publishedName), { recursive: true, force: true });
  await syncFolder(folder.path);
}
