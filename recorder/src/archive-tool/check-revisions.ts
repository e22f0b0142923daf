import { createHash } from 'node:crypto';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { revisionOf } from '../certificate/revisions.ts';
import { checkSignature } from '../certificate/signature.ts';
import type { PublicKey } from '../certificate/signing-key.ts';
import { isErased } from '../keeping/erased-manifest.ts';
import type { Fault } from './fault.ts';
import { readManifest } from './read-manifest.ts';

/** Holds the revisions before the newest one against their hashes, back to the first. */
export async function checkRevisions(
  folder: string,
  newest: ArchiveManifest,
  known: readonly PublicKey[],
): Promise<Fault[]> {
  const faults: Fault[] = [];
  // What was erased whole was erased with its revisions; their hashes are in the one that is left.
  if (isErased(newest)) return faults;
  let { previous = null } = newest;
  let revision = revisionOf(newest);
  while (previous !== null) {
    const { path, sha256 } = previous;
    const read = await readManifest(folder, path);
    if (!read.ok && read.fault.type === 'manifestMissing') return [...faults, { type: 'revisionMissing', path }];
    if (!read.ok && read.fault.type === 'unsafePath') return [...faults, read.fault];
    const isSame = read.ok && createHash('sha256').update(read.file).digest('hex') === sha256;
    // Its number falls with each step, so that no ring of revisions is walked for ever.
    if (!read.ok || !isSame || revisionOf(read.manifest) !== revision - 1) {
      return [...faults, { type: 'revisionAltered', path }];
    }
    const vouching = checkSignature(read.file, known);
    if (vouching.by === 'foreign') faults.push({ type: 'signatureForeign', keyId: vouching.keyId });
    if (vouching.by === 'broken') faults.push({ type: 'signatureBroken', keyId: vouching.keyId });
    revision -= 1;
    previous = read.manifest.previous ?? null;
  }
  return faults;
}
