import type { Archive } from '../../demo/archive.ts';
import { keptFrames, sentHash } from './kept-frames.ts';
import { lossesOf, type TrackLosses } from './losses.ts';
import type { SentLog } from './sending-lesson.ts';

/** What an archive holds of one sent track. */
export interface Compared extends TrackLosses {
  readonly source: SentLog['source'];
  /** Kept frames that are not, byte for byte, what was sent. */
  readonly altered: number;
  readonly kept: number;
}

const paces = {
  camera: { kind: 'video', frameMs: 1_000 / 15, clockRate: 90_000 },
  microphone: { kind: 'audio', frameMs: 20, clockRate: 48_000 },
} as const;

/** Holds an archive against the senders' own logs. @throws when a track is not in it */
export async function compareArchive(archive: Archive, sent: readonly SentLog[]): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const { participantId, source, frames } of sent) {
    const track = archive.manifest.tracks.find(
      (each) => each.participantId === participantId && each.source === source,
    );
    const layer = track?.layers[0];
    if (layer === undefined) throw new Error(`nothing is kept of the ${source} of ${participantId}`);
    const pace = paces[source];
    // What was sent before the log began is not held against it.
    const firstMs = frames[0]?.rtpTimestamp ?? 0;
    const kept = (await keptFrames(archive, layer, pace.kind, frames)).filter(
      ({ rtpTimestamp }) => rtpTimestamp >= firstMs,
    );
    const hashes = new Map(frames.map((frame) => [frame.rtpTimestamp, sentHash(frame, pace.kind)]));
    const altered = kept.filter(({ rtpTimestamp, sha256 }) => hashes.get(rtpTimestamp) !== sha256).length;
    compared.push({ source, altered, kept: kept.length, ...lossesOf(frames, kept, layer.gaps, pace) });
  }
  return compared;
}

/** Sums over tracks: `precision` is the share of what is declared as missing that is, `recall` of what is missing that is declared. */
export function exactness(tracks: readonly Compared[]): { precision: number; recall: number } {
  const sum = (pick: (track: Compared) => number) => tracks.reduce((total, track) => total + pick(track), 0);
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  const both = sum((track) => track.both);
  return {
    precision: share(
      both,
      sum((track) => track.declared),
    ),
    recall: share(
      both,
      sum((track) => track.lost),
    ),
  };
}
