import { type ArchiveManifest, type HealingFrame, healingLimits } from '@tongke/signaling/protocol/lesson';
import type { SentRange } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';

/** Frames that go in one request. */
export interface FramesPart {
  /** The same whenever the same is cut. */
  partId: string;
  frames: HealingFrame[];
  lengthBytes: number;
}

/** What base64 and names add stays below the limit. */
const mostBytes = healingLimits.partBytes / 2;
const mostFrames = healingLimits.framesPerPart / 2;

/** Where an archive lacks sound of one's own tracks; only tracks of which something is kept. Pure. */
export function missingRanges(
  { tracks }: Pick<ArchiveManifest, 'tracks'>,
  participantId: string,
  kept: ReadonlySet<string>,
): Map<string, SentRange[]> {
  const missing = new Map<string, SentRange[]>();
  for (const track of tracks) {
    if (track.participantId !== participantId || track.kind !== 'audio' || !kept.has(track.trackId)) continue;
    const ranges = track.layers.flatMap(({ gaps }) => gaps.flatMap(({ sent }) => sent ?? []));
    if (ranges.length > 0) missing.set(track.trackId, ranges);
  }
  return missing;
}

/** Cuts a track's frames into parts, each of neighbours. Pure. */
export function cutParts(trackId: string, frames: readonly SentFrame[]): FramesPart[] {
  const parts: FramesPart[] = [];
  let open: FramesPart | undefined;
  for (const { number, rtpTimestamp, data } of frames) {
    const isFull = open && (open.lengthBytes + data.length > mostBytes || open.frames.length >= mostFrames);
    if (!open || isFull) {
      open = { partId: `${trackId.slice(0, 40)}-${number}`, frames: [], lengthBytes: 0 };
      parts.push(open);
    }
    open.frames.push({ number, rtpTimestamp, data: base64(data) });
    open.lengthBytes += data.length;
  }
  return parts;
}

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
