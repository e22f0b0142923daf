import {
  type ArchiveLayer,
  type ArchiveManifest,
  type HealingFrame,
  healingLimits,
} from '@tongke/signaling/protocol/lesson';
import type { KeptName, SentRange } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';

/** Frames that go in one request. */
export interface FramesPart {
  /** The same whenever the same is cut. */
  partId: string;
  frames: HealingFrame[];
  lengthBytes: number;
}

/** What an archive lacks of a layer of which something is kept. */
export interface MissingLayer {
  name: KeptName;
  ranges: SentRange[];
  /** Behind the layer's end, where it ended before its lesson: whether anything was sent there only its sender knows. */
  tail: SentRange | null;
}

/** Small enough that a thin line is not taken for long; a longer frame is a part of its own. */
const mostBytes = 48 * 1024;
const mostFrames = healingLimits.framesPerPart / 2;

/** Where an archive lacks what one sent oneself, of what is kept. What matters most comes first: sound, then small pictures. Pure. */
export function missingLayers(
  { tracks, startedAt, endedAt }: Pick<ArchiveManifest, 'tracks' | 'startedAt' | 'endedAt'>,
  participantId: string,
  kept: readonly KeptName[],
): MissingLayer[] {
  const missing = kept.flatMap((name): MissingLayer[] => {
    const track = tracks.find(({ trackId }) => trackId === name.trackId);
    if (track?.participantId !== participantId || track.kind !== name.kind) return [];
    const archived = track.layers.find(({ layer }) => layer === name.layer);
    const ranges = archived?.gaps.flatMap(({ sent }) => sent ?? []) ?? [];
    const tail = archived ? tailOf(archived, name.kind, (endedAt ?? 0) - startedAt) : null;
    return ranges.length > 0 || tail ? [{ name, ranges, tail }] : [];
  });
  return missing.sort((a, b) => rankOf(a) - rankOf(b));
}

const ticksPerMs: Record<KeptName['kind'], number> = { audio: 48, video: 90 };
/** A layer that ends so shortly before its lesson ended with it. */
const shortMs = 2_000;
const longestTailMs = 10 * 60_000;

function tailOf({ sentUntil, endMs }: ArchiveLayer, kind: KeptName['kind'], lessonMs: number): SentRange | null {
  const leftMs = lessonMs - endMs;
  if (!sentUntil || leftMs < shortMs) return null;
  const ticks = Math.round(Math.min(leftMs, longestTailMs) * ticksPerMs[kind]);
  const from = sentUntil.rtpTimestamp;
  return { fromRtpTimestamp: from, toRtpTimestamp: (from + ticks) % 2 ** 32 };
}

/** What of a tail is beyond what every sender has sent when it is told to stop. Pure. */
export const beyond = ({ fromRtpTimestamp, toRtpTimestamp }: SentRange, kind: KeptName['kind']): SentRange => ({
  fromRtpTimestamp: (fromRtpTimestamp + shortMs * ticksPerMs[kind]) % 2 ** 32,
  toRtpTimestamp,
});

/** Sound and small pictures are of one rank each, and come before all else. */
export const rankOf = ({ name: { kind, layer } }: Pick<MissingLayer, 'name'>): number =>
  kind === 'audio' ? 0 : 1 + layer;

/**
 * Cuts a layer's frames, in order, into parts. Each begins with the last frame of the one before, so that a recorder that has used that
 * one knows where this one follows. A frame that is longer than the server takes is left out.
 */
export async function* cutParts(
  { trackId, kind, layer }: Pick<KeptName, 'trackId' | 'kind' | 'layer'>,
  frames: AsyncIterable<readonly SentFrame[]>,
): AsyncGenerator<FramesPart> {
  let open: FramesPart | undefined;
  let before: HealingFrame | undefined;
  for await (const some of frames) {
    for (const { number, rtpTimestamp, data } of some) {
      if (data.length > mostFrameBytes) continue;
      if (open && (open.lengthBytes + data.length > mostBytes || open.frames.length >= mostFrames)) {
        yield open;
        open = undefined;
      }
      open ??= {
        partId: `${trackId.slice(0, 40)}-${kind}${layer}-${number}`,
        frames: before ? [before] : [],
        lengthBytes: 0,
      };
      before = { number, rtpTimestamp, data: base64(data) };
      open.frames.push(before);
      open.lengthBytes += data.length;
    }
  }
  if (open) yield open;
}

const mostFrameBytes = Math.floor(healingLimits.frameLength / 4) * 3;
const chunkBytes = 8_192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  }
  return btoa(text);
}
