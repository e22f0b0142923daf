import { createHash } from 'node:crypto';
import type { ArchiveLayer } from '@tongke/signaling/protocol/lesson';
import { readPictureMark, readSilenceMark, type SentFrame } from '../../crowd/sent-frame.ts';
import type { Archive } from '../../demo/archive.ts';
import { segmentSamples, timescaleOf } from './segment-samples.ts';

/** Of pictures' RTP clock. */
const ticksPerMs = 90;
/** A picture lies nearer than this to where its neighbour says that it is. */
const nearTicks = 20 * ticksPerMs;

/** A sent frame that was found in an archive. */
export interface KeptFrame {
  readonly rtpTimestamp: number;
  /** On the media timeline. */
  readonly atMs: number;
  readonly sha256: string;
}

/**
 * All frames of a layer that were sent, in their order. Sound without a mark was filled in by the recorder. A picture without one has lost the packet
 * of its mark alone: `sent`, where it is given, tells which it is, by its place and by what is in it.
 */
export async function keptFrames(
  archive: Archive,
  layer: ArchiveLayer,
  kind: 'audio' | 'video',
  sent: readonly SentFrame[] = [],
): Promise<KeptFrame[]> {
  const bare = new Map(sent.map((frame) => [frame.rtpTimestamp, frame]));
  const kept: KeptFrame[] = [];
  for (const { path, initPath } of layer.segments) {
    const timescale = timescaleOf(await archive.read(initPath));
    for (const { data, ticks } of segmentSamples(await archive.read(path))) {
      const rtpTimestamp = kind === 'video' ? readPictureMark(data) : readSilenceMark(data);
      const atMs = (ticks / timescale) * 1_000;
      if (rtpTimestamp !== null) kept.push({ rtpTimestamp, atMs, sha256: hashOf(data) });
      else if (kind === 'video') kept.push(...withoutMark(data, atMs, kept.at(-1), bare));
    }
  }
  return kept;
}

/** A picture that lacks nothing but its mark, as if it were whole. */
function withoutMark(
  data: Buffer,
  atMs: number,
  before: KeptFrame | undefined,
  sent: ReadonlyMap<number, SentFrame>,
): KeptFrame[] {
  if (before === undefined) return [];
  const reckoned = before.rtpTimestamp + (atMs - before.atMs) * ticksPerMs;
  for (let ticks = -nearTicks; ticks <= nearTicks; ticks += 1) {
    const frame = sent.get(Math.round(reckoned) + ticks);
    if (frame === undefined) continue;
    const units = frame.units.filter((unit) => readPictureMark(unit) === null);
    if (sentHash({ ...frame, units }, 'video') !== hashOf(data)) continue;
    return [{ rtpTimestamp: frame.rtpTimestamp, atMs, sha256: sentHash(frame, 'video') }];
  }
  return [];
}

/** Of a sent frame, as an archive keeps it: a picture's units each behind its length, sound as it is. */
export function sentHash({ units }: SentFrame, kind: 'audio' | 'video'): string {
  if (kind === 'audio') return hashOf(...units);
  return hashOf(
    ...units.flatMap((unit) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(unit.length);
      return [length, unit];
    }),
  );
}

function hashOf(...parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
