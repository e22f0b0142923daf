import { realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ArchiveCertificate, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { ownerOf } from '../archive/owner.ts';
import { manifestName, revisionOf } from '../certificate/revisions.ts';
import { checkSignature, type Vouching } from '../certificate/signature.ts';
import type { PublicKey } from '../certificate/signing-key.ts';
import { checkFiles, listedFiles, unsafeNames, type WrongFile } from './check-files.ts';
import { checkHoles } from './check-holes.ts';
import { checkLog } from './check-log.ts';
import { checkRevisions } from './check-revisions.ts';
import type { Fault } from './fault.ts';
import { readManifest } from './read-manifest.ts';

export interface VerifyOptions {
  /** Keys whose signatures are believed. */
  known: readonly PublicKey[];
  onProgress?: (files: number, of: number) => void;
}

/** What an archive was found to be. */
export interface Verified {
  /** Of its folder. */
  name: string;
  lessonId: string | null;
  title: string | null;
  /** `recording`: somebody writes it now. `unknown`: its manifest could not be read. */
  state: 'sealed' | 'recording' | 'unsealed' | 'unknown';
  revision: number | null;
  /** Null for an archive of before there were certificates, or not sealed. */
  certificate: ArchiveCertificate | null;
  vouching: Vouching;
  /** Whether the whole log was there to be checked: a public copy of an archive lacks it. */
  hasLog: boolean;
  files: number;
  faults: Fault[];
}

/** The same with what is needed to mend it. */
export interface Inspected extends Verified {
  manifest: ArchiveManifest | null;
  file: Buffer | null;
  wrongFiles: WrongFile[];
}

/** Reads an archive whole and names everything that is not as it should be. Changes nothing. Throws what the disk says. */
export async function verifyArchive(folder: string, options: VerifyOptions): Promise<Verified> {
  const { manifest: _, file: __, wrongFiles: ___, ...verified } = await inspectArchive(folder, options);
  return verified;
}

export async function inspectArchive(folder: string, { known, onProgress }: VerifyOptions): Promise<Inspected> {
  const read = await readManifest(folder, manifestName);
  if (!read.ok) return { ...nothing(folder), faults: [read.fault] };
  const { manifest, file } = read;
  const root = await realpath(folder);
  let files = 0;
  for (const _ of listedFiles(manifest)) files += 1;
  const wrongFiles = await checkFiles(root, manifest, (done) => onProgress?.(done, files));
  const isOwned = !manifest.sealed && (await ownerOf(new ArchiveFolder(join(root, '..'), basename(root)))) !== null;
  const vouching = checkSignature(file, known);
  const faults: Fault[] = [...unsafeNames(manifest), ...wrongFiles.map(({ fault }) => fault)];
  if (!manifest.sealed && !isOwned) faults.unshift({ type: 'unsealed' });
  const hasLog = await isThere(join(root, 'private'));
  if (manifest.sealed) {
    faults.unshift(...signatureFaults(manifest, vouching));
    faults.push(...(await checkLogs(root, manifest, hasLog)), ...(await checkRevisions(root, manifest, known)));
    if (manifest.certificate) faults.push(...checkHoles(manifest));
  }
  return {
    name: basename(root),
    lessonId: manifest.lessonId,
    title: manifest.title,
    state: manifest.sealed ? 'sealed' : isOwned ? 'recording' : 'unsealed',
    revision: manifest.sealed ? revisionOf(manifest) : null,
    certificate: manifest.certificate ?? null,
    vouching,
    hasLog,
    files,
    faults,
    manifest,
    file,
    wrongFiles,
  };
}

const nothing = (folder: string): Inspected => ({
  name: basename(folder),
  lessonId: null,
  title: null,
  state: 'unknown',
  revision: null,
  certificate: null,
  vouching: { by: 'nobody' },
  hasLog: false,
  files: 0,
  faults: [],
  manifest: null,
  file: null,
  wrongFiles: [],
});

/** An archive of before there were certificates needs none; one that has been certified does. */
function signatureFaults({ certificate, revision, events, log }: ArchiveManifest, vouching: Vouching): Fault[] {
  if (vouching.by === 'foreign') return [{ type: 'signatureForeign', keyId: vouching.keyId }];
  if (vouching.by === 'broken') return [{ type: 'signatureBroken', keyId: vouching.keyId }];
  const isCertified = Boolean(certificate ?? revision ?? events.chain ?? log);
  return vouching.by === 'nobody' && isCertified ? [{ type: 'signatureMissing' }] : [];
}

async function checkLogs(root: string, { lessonId, events, log }: ArchiveManifest, hasLog: boolean): Promise<Fault[]> {
  const { path, sha256, chain = null } = events;
  const faults = await checkLog(root, { name: 'events', lessonId, path, chain, sha256 });
  if (log && hasLog) faults.push(...(await checkLog(root, { name: 'log', lessonId, ...log, sha256: null })));
  return faults;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}
