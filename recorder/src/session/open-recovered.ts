import { Archive, type ArchiveOptions } from '../archive/archive.ts';
import { recoverJournal } from '../archive/recovery.ts';

/** An archive that holds all that an earlier recorder has left of it. */
export interface RecoveredArchive {
  archive: Archive;
  /** Datagrams of the earlier recorder's journal. */
  datagrams: number;
  /** When the lesson was last recorded, on the lesson clock; null when it never was. */
  lastAtMs: number | null;
}

/**
 * Opens a lesson's archive and brings in what an earlier recorder had journaled. Journal files from `below` on are this recorder's own, and left
 * alone. Throws what the disk says.
 */
export async function openRecovered(options: ArchiveOptions, below: number | undefined): Promise<RecoveredArchive> {
  const archive = await Archive.open(options);
  try {
    const { datagrams, lastAtMs } = await recoverJournal(archive, options.folder.journal, below);
    const archivedAtMs = archive.endMs === null ? null : archive.endMs + options.startedAtMs;
    return { archive, datagrams, lastAtMs: lastAtMs ?? archivedAtMs };
  } catch (error) {
    await archive.leave().catch(() => {});
    throw error;
  }
}
