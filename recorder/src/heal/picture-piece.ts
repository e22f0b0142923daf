import type { ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { type Segment, sameConfig, slotOf } from '../archive/segment.ts';
import { type VideoConfig, videoTicksPerMs } from '../codec/access-unit.ts';
import type { ArchiveBytes } from '../publish/archive-bytes.ts';
import { wholeSegment } from '../publish/cut/moved-segment.ts';
import { lengthOf, type PlacedPicture, pausedBefore } from './heal-picture-gap.ts';
import type { Span } from './placed-frame.ts';
import { pictureReaderOf } from './read-picture.ts';

/** A stretch of pictures that is, or becomes, one segment. The first is key. */
export interface PicturePiece extends Span {
  config: VideoConfig;
  pictures: PlacedPicture[];
}

/** A segment's pictures; null when its file is not what the manifest says, or cannot be read. Throws what the disk says. */
export async function readPiece(
  bytes: ArchiveBytes,
  layer: ArchiveLayer,
  listed: ArchiveSegment,
): Promise<PicturePiece | null> {
  const segment = await wholeSegment(bytes, layer, listed, 'video');
  const read = pictureReaderOf(layer.codec);
  if (segment === null || read === null) return null;
  const pictures: PlacedPicture[] = [];
  for (const { data, rtpTimestamp } of segment.samples) {
    const kind = read(data);
    if (kind === null) return null;
    pictures.push({ ...kind, data, atMs: listed.startMs + rtpTimestamp / videoTicksPerMs });
  }
  const config = pictures[0]?.config;
  return config ? { config, pictures, fromMs: listed.startMs, toMs: listed.startMs + listed.durationMs } : null;
}

/**
 * Cuts pictures as a recorder would: at the first key frame at or after each boundary, where their size changes, and before a key frame
 * that follows on a hole. Pure.
 * @param untilMs where the last piece ends; null: where its last picture does
 */
export function cutPieces(
  pictures: readonly (PlacedPicture & { follows: boolean })[],
  untilMs: number | null,
): PicturePiece[] {
  const pieces: PicturePiece[] = [];
  for (const [index, picture] of pictures.entries()) {
    const [open, before] = [pieces.at(-1), pictures[index - 1]];
    const isHole = before !== undefined && picture.key && (!picture.follows || pausedBefore(before, picture));
    const isDue = open !== undefined && slotOf(picture.atMs) > slotOf(open.fromMs);
    if (picture.config && (!open || isHole || isDue || !sameConfig(open.config, picture.config))) {
      if (open && before) open.toMs = isHole ? before.atMs + lengthOf(pictures, index - 1) : picture.atMs;
      pieces.push({ config: picture.config, pictures: [], fromMs: picture.atMs, toMs: picture.atMs });
    }
    pieces.at(-1)?.pictures.push(picture);
  }
  const last = pieces.at(-1);
  if (last) last.toMs = untilMs ?? (pictures.at(-1)?.atMs ?? 0) + lengthOf(pictures, pictures.length - 1);
  return pieces;
}

/** A piece as the muxer takes it. */
export function segmentOf({ config, pictures, fromMs, toMs }: PicturePiece): Segment {
  const ticksOf = (atMs: number) => Math.round((atMs - fromMs) * videoTicksPerMs);
  return {
    config,
    startMs: fromMs,
    endMs: toMs,
    samples: pictures.map(({ data, key, atMs }) => ({ data, key, rtpTimestamp: ticksOf(atMs) })),
    endRtpTimestamp: ticksOf(toMs),
    ...{ ssrc: 1, receivedPackets: pictures.length, expectedPackets: pictures.length },
    ...{ silentFrames: 0, lossFrames: 0, journalFile: 0 },
  };
}
