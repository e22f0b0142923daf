import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveChange, LessonEntry } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { ChainedFile } from '../archive/chained-file.ts';
import { isThere, writeWhole } from '../archive/files.ts';
import { chainLine, emptyChain } from '../archive/hash-chain.ts';
import { ownerOf } from '../archive/owner.ts';
import { Playlist } from '../archive/playlist.ts';
import { PublicRecord } from '../archive/public-record.ts';
import { formerNames, writeRevision } from '../certificate/revisions.ts';
import type { PublicKey, SigningKey } from '../certificate/signing-key.ts';
import type { Fault } from './fault.ts';
import { mendManifest } from './mended-manifest.ts';
import { lookAtLeft, sealLeft } from './seal-left.ts';
import { type Inspected, inspectArchive } from './verify.ts';

export interface RepairOptions {
  /** Signs what is sealed or revised. */
  key: SigningKey;
  /** Keys whose signatures are believed, besides its own. */
  known: readonly PublicKey[];
  /** Says what would be done, and does nothing. */
  dryRun: boolean;
  /** Seals an archive too whose log does not say that the lesson ended. */
  sealOpen: boolean;
  onProgress?: (files: number, of: number) => void;
}

/** Why an archive is left as it is. */
export type Refusal =
  | { reason: 'owned'; owner: string }
  | { reason: 'newerVersion'; version: number }
  /** The lesson may go on: `sealOpen` would seal it. */
  | { reason: 'notEnded' }
  /** What was signed is not what is there, or the signer is not known: a new signature would hide it. */
  | { reason: 'notVouched' }
  /** What would be needed to know what to do is not there, or cannot be read. */
  | { reason: 'unreadable' }
  | { reason: 'empty' };

export type RepairStep =
  | { type: 'sealed'; datagrams: number | null }
  /** The public events were made anew from the whole log, byte for byte as they were sealed. */
  | { type: 'eventsRestored' }
  | { type: 'revised'; revision: number; changes: ArchiveChange[] };

export interface Repaired {
  name: string;
  refusal: Refusal | null;
  /** What was done, or with `dryRun` would be. */
  steps: RepairStep[];
  /** What was wrong before. */
  found: Fault[];
  /** What is wrong still. */
  left: Fault[];
}

/** Brings an archive in order, as far as that makes nothing worse. Throws what the disk says. */
export async function repairArchive(folder: ArchiveFolder, options: RepairOptions): Promise<Repaired> {
  const known = [options.key.public, ...options.known];
  const look = () =>
    inspectArchive(folder.path, { known, ...(options.onProgress && { onProgress: options.onProgress }) });
  const before = await look();
  const end = (refusal: Refusal | null, steps: RepairStep[] = [], left = before.faults): Repaired => ({
    name: folder.name,
    refusal,
    steps,
    found: before.faults,
    left,
  });
  const owner = await ownerOf(folder);
  if (owner !== null) return end({ reason: 'owned', owner });
  const newer = before.faults.find((fault) => fault.type === 'newerVersion');
  if (newer) return end({ reason: 'newerVersion', version: newer.version });
  const isSealed = before.manifest?.sealed === true;
  const steps = isSealed ? await mend(folder, before, options) : await sealUnsealed(folder, before, options);
  if (!Array.isArray(steps)) return end(steps);
  if (steps.length === 0 || options.dryRun) return end(null, steps);
  return end(null, steps, (await look()).faults);
}

async function sealUnsealed(
  folder: ArchiveFolder,
  { faults, manifest }: Inspected,
  { key, dryRun, sealOpen }: RepairOptions,
): Promise<RepairStep[] | Refusal> {
  // A manifest that is there and cannot be read may have been a sealed one; so may one of which former revisions are here.
  const isUnclear = faults.some(({ type }) => type === 'manifestUnreadable' || type === 'unsafePath');
  const names = await readdir(folder.path);
  if (isUnclear || names.some((name) => formerNames.test(name))) return { reason: 'unreadable' };
  // Without the index nothing would be known of what the manifest lists.
  if (manifest !== null && manifest.tracks.length > 0 && !(await isThere(folder.index))) {
    return { reason: 'unreadable' };
  }
  const { ended, startedAt } = await lookAtLeft(folder);
  if (startedAt === null) return { reason: 'empty' };
  if (!ended && !sealOpen) return { reason: 'notEnded' };
  if (dryRun) return [{ type: 'sealed', datagrams: null }];
  const sealed = await sealLeft(folder, key);
  return sealed === null ? { reason: 'empty' } : [{ type: 'sealed', datagrams: sealed.datagrams }];
}

async function mend(
  folder: ArchiveFolder,
  before: Inspected,
  { key, dryRun }: RepairOptions,
): Promise<RepairStep[] | Refusal> {
  const { manifest, file, faults, wrongFiles } = before;
  if (manifest === null || file === null || faults.length === 0) return [];
  const untrusted: Fault['type'][] = ['signatureMissing', 'signatureBroken', 'signatureForeign', 'unsafePath'];
  if (faults.some(({ type }) => untrusted.includes(type))) return { reason: 'notVouched' };
  const steps: RepairStep[] = [];
  if (faults.some((fault) => 'path' in fault && fault.path === manifest.events.path)) {
    const events = await sealedEvents(folder, before);
    if (events !== null) {
      if (!dryRun) await writeWhole(folder.events, events, { sync: true });
      steps.push({ type: 'eventsRestored' });
    }
  }
  if (wrongFiles.length === 0) return steps;
  const mended = mendManifest(manifest, wrongFiles, Date.now());
  const revision = (manifest.revision ?? 1) + 1;
  if (!dryRun) {
    await writeRevision(folder.path, mended.manifest, mended.changes, { before: file, key });
    const root = await realpath(folder.path);
    for (const layer of mended.layers) {
      const playlist = new Playlist(root, layer.playlist, manifest.startedAt);
      playlist.restore(layer);
      await playlist.end();
    }
  }
  return [...steps, { type: 'revised', revision, changes: mended.changes }];
}

/** The public events as they were sealed, made from the whole log; null when that is not whole either. */
async function sealedEvents(folder: ArchiveFolder, { manifest, faults, hasLog }: Inspected): Promise<string | null> {
  const { log, events, lessonId } = manifest ?? {};
  if (!log || !events?.chain || !lessonId || !hasLog) return null;
  if (faults.some((fault) => 'path' in fault && fault.path === log.path)) return null;
  const empty = emptyChain('log', lessonId);
  const { values } = await ChainedFile.open({ path: join(folder.path, log.path), mode: 0o600, empty, frozen: true });
  let tail = emptyChain('events', lessonId);
  let text = '';
  for (const entry of new PublicRecord().fold(values as LessonEntry[])) {
    const chained = chainLine(tail, JSON.stringify(entry));
    tail = chained.tail;
    text += `${chained.line}\n`;
  }
  return tail.head === events.chain.head ? text : null;
}
