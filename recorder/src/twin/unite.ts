import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { isUnfinished } from '../archive/is-unfinished.ts';
import { isSealed } from '../archive/manifest.ts';
import { ownerOf } from '../archive/owner.ts';
import { findArchives } from '../archive-tool/list.ts';
import { readManifest } from '../archive-tool/read-manifest.ts';
import { sealLeft } from '../archive-tool/seal-left.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import { manifestName } from '../certificate/revisions.ts';
import { checkSignature } from '../certificate/signature.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { framesPut, type HealRefusal, healArchive } from '../heal/heal-archive.ts';
import { isErased } from '../keeping/erased-manifest.ts';
import { type Lacking, lackingOf } from './lacking.ts';
import { removeTwin } from './twin-folder.ts';
import { readTwinFrames } from './twin-frames.ts';

/** What became of a twin. */
export type Union =
  /** One of both is being written, or not sealed yet: to be tried again. */
  | { state: 'waiting' }
  /** All that it had is in the archive, and it is gone. */
  | { state: 'united'; gaps: number; frames: number }
  /** It has what the archive lacks and could not take, or the archive is not as it should be. */
  | { state: 'kept'; why: 'noArchive' | 'lacking' | 'faults' | HealRefusal; lacking: Lacking[] };

const kept = (why: (Union & { state: 'kept' })['why'], lacking: Lacking[] = []): Union => ({
  state: 'kept',
  why,
  lacking,
});

/**
 * Puts what a twin has and its lesson's archive lacks into the archive, as patches that a new signed revision lists, and removes the twin when
 * nothing of it is missing there and the archive is in order. May be cut short anywhere and begun anew. Throws what the disk says.
 */
export async function unite(
  twin: ArchiveFolder,
  { archivesPath, key }: { archivesPath: string; key: SigningKey },
): Promise<Union> {
  if (await isWaiting(twin, archivesPath)) return { state: 'waiting' };
  const folder = await archiveOf(twin, archivesPath);
  if (folder === undefined) return kept('noArchive');
  const before = await readManifest(folder.path, manifestName);
  if (!before.ok) return kept('unreadable');
  // What was erased is not brought back, and what never received anything has nothing.
  if (isErased(before.manifest) || before.manifest.erasures !== undefined) return gone(twin, 0, 0);
  if (!(await isSealed(twin)) && (await sealLeft(twin, key)) === null) return gone(twin, 0, 0);
  const own = await readManifest(twin.path, manifestName);
  if (!own.ok || checkSignature(own.file, [key.public]).by !== 'known') return kept('unreadable');
  const frames = await readTwinFrames({ folder: twin, manifest: own.manifest }, before.manifest);
  const { refusal, changes } = await healArchive(folder, { kept: frames, key });
  if (refusal === 'owned' || refusal === 'unsealed') return { state: 'waiting' };
  if (refusal !== null) return kept(refusal);
  const after = await readManifest(folder.path, manifestName);
  if (!after.ok) return kept('unreadable');
  const lacking = lackingOf(after.manifest, own.manifest);
  if (lacking.length > 0) return kept('lacking', lacking);
  if ((await verifyArchive(folder.path, { known: [key.public] })).faults.length > 0) return kept('faults');
  return gone(twin, changes.length, framesPut(changes));
}

/** Whether a twin or its archive is being written yet, or the archive not sealed. */
export async function isWaiting(twin: ArchiveFolder, archivesPath: string): Promise<boolean> {
  if ((await ownerOf(twin)) !== null) return true;
  const folder = await archiveOf(twin, archivesPath);
  return folder !== undefined && (await isUnfinished(folder));
}

const archiveOf = async ({ lessonId }: ArchiveFolder, archivesPath: string): Promise<ArchiveFolder | undefined> =>
  (await findArchives(archivesPath)).find((folder) => folder.lessonId === lessonId);

async function gone(twin: ArchiveFolder, gaps: number, frames: number): Promise<Union> {
  await removeTwin(twin);
  return { state: 'united', gaps, frames };
}
