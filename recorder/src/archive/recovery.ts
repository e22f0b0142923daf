import { MediaPipeline } from '../capture/pipeline.ts';
import { readJournalFolder, trimJournal } from '../journal/journal-folder.ts';
import type { Archive } from './archive.ts';

/** What recovery found. */
export interface Recovered {
  datagrams: number;
  /** When the last datagram came, on the lesson clock; null when there was none. */
  lastAtMs: number | null;
}

const tickMs = 20;

/**
 * Brings into the archive what a recorder that was killed had journaled but not yet cut: the journal is played through the
 * same pipeline, which skips what stands in segments. Afterwards the journal is empty, unless the disk refused a
 * segment. Files from `below` on are left alone: they are being written.
 */
export async function recoverJournal(
  archive: Archive,
  journalFolder: string,
  below = Number.POSITIVE_INFINITY,
): Promise<Recovered> {
  const pipeline = new MediaPipeline({
    startedAtMs: archive.startedAtMs,
    layerOf: (stream) => archive.layerOf(stream),
    clockMeasured: (address, clock) => archive.clockMeasured(address, clock),
    late: (stream, rtpTimestamp, data) => archive.late(stream, rtpTimestamp, data),
    continuationOf: (stream) => archive.continuationOf(stream, 'recorderAway'),
    sendBack: () => {},
    journalFile: () => 0,
    watch: null,
  });
  const recovered: Recovered = { datagrams: 0, lastAtMs: null };
  let tickedAtMs = 0;
  for await (const record of readJournalFolder(journalFolder, below)) {
    if (record.atMs - tickedAtMs >= tickMs) {
      tickedAtMs = record.atMs;
      pipeline.tick(record.atMs);
    }
    if (record.kind === 'tap') {
      pipeline.applyTap(record.tap, record.atMs);
    } else {
      pipeline.datagram(record.datagram, record.atMs);
      recovered.datagrams += 1;
      recovered.lastAtMs = record.atMs;
    }
  }
  pipeline.close();
  await archive.settle();
  if (!archive.isFailing) await trimJournal(journalFolder, below);
  return recovered;
}
