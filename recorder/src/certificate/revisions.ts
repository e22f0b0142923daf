import { createHash } from 'node:crypto';
import { link, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveChange, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { isCode, writeWhole } from '../archive/files.ts';
import { signManifest } from './signature.ts';
import type { SigningKey } from './signing-key.ts';

export const manifestName = 'manifest.json';

/** Where a revision stays once there is a newer one. */
export const formerNames = /^manifest\.\d+\.json$/;
export const formerName = (revision: number): string => `manifest.${revision}.json`;

/** The revision of a sealed manifest. Those of before there were revisions are the first. */
export const revisionOf = ({ revision = 1 }: Pick<ArchiveManifest, 'revision'>): number => revision;

/**
 * Puts a new revision in the place of the newest one, which stays beside it under its number. `changed` is the manifest as it is to be;
 * `before` the newest one's bytes, as `changed` was made from them. Throws when another revision came in between, or what the disk says.
 */
export async function writeRevision(
  folder: string,
  changed: ArchiveManifest,
  changes: readonly ArchiveChange[],
  { before, key }: { before: Buffer; key: SigningKey },
): Promise<ArchiveManifest> {
  const [newest, revision] = [join(folder, manifestName), revisionOf(changed)];
  const former = formerName(revision);
  if (!(await readFile(newest)).equals(before)) throw new Error(`${newest} was changed by somebody else meanwhile`);
  await keep(newest, join(folder, former), before);
  const { signature: _, ...rest } = changed;
  const next: ArchiveManifest = {
    ...rest,
    revision: revision + 1,
    previous: { path: former, sha256: createHash('sha256').update(before).digest('hex') },
    changes: [...changes],
  };
  await writeWhole(newest, signManifest(next, key), { sync: true });
  await syncFolder(folder);
  return next;
}

/** Names in a folder outlive a power cut once this returns. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The same file under a second name. */
async function keep(path: string, name: string, content: Buffer): Promise<void> {
  try {
    await link(path, name);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    // Of an attempt that was cut short.
    if (!(await readFile(name)).equals(content)) throw new Error(`${name} is another file already`);
  }
}
