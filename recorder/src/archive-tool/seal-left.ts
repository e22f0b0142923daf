import { rm } from 'node:fs/promises';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { Archive } from '../archive/archive.ts';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { LogCopy } from '../archive/log-copy.ts';
import { OwnerMark } from '../archive/owner.ts';
import { recoverJournal } from '../archive/recovery.ts';
import { manifestName } from '../certificate/revisions.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { readManifest } from './read-manifest.ts';

/** What sealing an archive that was left found. */
export interface SealedLeft {
  manifest: ArchiveManifest;
  /** Datagrams that were in the journal and not yet in segments. */
  datagrams: number;
}

/** Whether an archive's log says that its lesson ended, and when its timeline begins. Changes nothing. */
export async function lookAtLeft(folder: ArchiveFolder): Promise<{ ended: boolean; startedAt: number | null }> {
  const log = await LogCopy.open(folder, { frozen: true });
  return { ended: log.record.state.phase.name === 'ended', startedAt: await startOf(folder, log) };
}

/**
 * Seals an archive whose recorder is gone, with what is on the disk alone: as a recorder's start does when the lesson has ended. Null
 * when nothing was ever recorded in it. The caller has made sure that nobody writes it. Throws what the disk says; what is there stays.
 */
export async function sealLeft(folder: ArchiveFolder, key: SigningKey): Promise<SealedLeft | null> {
  const mark = await OwnerMark.set(folder);
  try {
    const log = await LogCopy.open(folder, { frozen: false });
    try {
      return await seal(folder, log, key);
    } finally {
      await log.close();
    }
  } finally {
    await mark.remove();
  }
}

async function seal(folder: ArchiveFolder, log: LogCopy, key: SigningKey): Promise<SealedLeft | null> {
  const startedAtMs = await startOf(folder, log);
  if (startedAtMs === null) return null;
  let refused: unknown = null;
  const archive = await Archive.open({
    folder,
    log,
    startedAtMs,
    key,
    fetchMaterial: async () => null,
    onWritten: (error) => {
      refused ??= error;
    },
  });
  const { datagrams, lastAtMs } = await recoverJournal(archive, folder.journal);
  if (refused !== null) {
    await archive.leave();
    throw refused;
  }
  const { phase } = log.record.state;
  const leftMs = lastAtMs === null ? archive.endMs : lastAtMs - startedAtMs;
  if (phase.name !== 'ended') {
    const atMs = Math.max(archive.endMs ?? 0, leftMs ?? 0, log.record.state.at - startedAtMs);
    archive.interrupted(atMs, atMs, 'endUnknown');
  } else if (leftMs !== null && phase.endedAt - startedAtMs > leftMs) {
    archive.interrupted(leftMs, phase.endedAt - startedAtMs, 'recorderAway');
  }
  const manifest = await archive.seal();
  await rm(folder.journal, { recursive: true, force: true });
  return { manifest, datagrams };
}

/** By the log; else by the manifest that was written while the lesson ran. */
async function startOf(folder: ArchiveFolder, { record }: LogCopy): Promise<number | null> {
  const { phase } = record.state;
  if (phase.name !== 'planned' && phase.openedAt !== null) return phase.openedAt;
  const read = await readManifest(folder.path, manifestName);
  return read.ok ? read.manifest.startedAt : null;
}
