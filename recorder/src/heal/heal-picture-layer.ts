import type { ArchiveGap, ArchiveHealed, ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { round } from '../archive/archive-index.ts';
import { mediaTimeOf } from '../certificate/media-time.ts';
import { type HealedPictureGap, healPictureGap, type KeptPicture, pausedBefore } from './heal-picture-gap.ts';
import type { HealedLayer, LayerHealing } from './healed-layer.ts';
import { cutPieces, type PicturePiece, readPiece, segmentOf } from './picture-piece.ts';
import { isSent, type KeptFrame, type SentGap, type Span, spanOf } from './placed-frame.ts';
import { pictureReaderOf } from './read-picture.ts';

/** A segment as it is listed, or what takes its place. */
type Place = { listed: ArchiveSegment } | { piece: PicturePiece };

/**
 * Heals a layer of pictures. A gap is left alone unless pictures beside it are here already and the same. Pictures whose own one before
 * them is missing, and that are not key, are not put in. Throws what the disk says.
 */
export async function healPictureLayer(
  layer: ArchiveLayer,
  frames: readonly KeptFrame[],
  { how, bytes, write }: LayerHealing,
): Promise<HealedLayer> {
  const kept = readKept(layer.codec, frames);
  const healed: ArchiveHealed[] = [];
  const gaps: ArchiveGap[] = [];
  let places: Place[] = layer.segments.map((listed) => ({ listed }));
  let refused = 0;
  const read = async (place: Place | undefined): Promise<PicturePiece | null> =>
    place === undefined ? null : 'piece' in place ? place.piece : await readPiece(bytes, layer, place.listed);
  for (const gap of layer.gaps) {
    const outcome = isSent(gap) ? await healGap(gap, kept, { places, read }) : 'nothing';
    if (typeof outcome === 'string') {
      if (outcome === 'refused') refused += 1;
      gaps.push(gap);
      continue;
    }
    const { place, pieces, known, left } = outcome;
    if (pieces.length > 0)
      places = places.flatMap((each) => (each === place ? pieces.map((piece) => ({ piece })) : each));
    const isAll = known.length === 1 && left.length === 0;
    for (const { fromMs, toMs, frames: put } of known) {
      const packets = isAll ? gap.packets : 0;
      healed.push({ fromMs: round(fromMs), toMs: round(toMs), frames: put, packets, how });
    }
    gaps.push(...left.map((each) => ({ ...each, fromMs: round(each.fromMs), toMs: round(each.toMs) })));
  }
  if (healed.length === 0) return { layer, healed, refused };
  const segments: ArchiveSegment[] = [];
  for (const place of places) segments.push('piece' in place ? await write(segmentOf(place.piece)) : place.listed);
  const whole = { ...layer, segments, gaps, healed: [...(layer.healed ?? []), ...healed] };
  const { filledDtxMs = 0, filledLossMs = 0 } = layer.mediaTime ?? {};
  const mediaTime = mediaTimeOf(whole, { dtxMs: filledDtxMs, lossMs: filledLossMs });
  return { layer: { ...whole, mediaTime }, healed, refused };
}

/** WebM has whole milliseconds. */
const roundingMs = 2;

type HealedGap = Pick<HealedPictureGap, 'known' | 'left'> & {
  /** What is replaced by the pieces; none: all stays. */
  place: Place;
  pieces: PicturePiece[];
};

async function healGap(
  gap: SentGap,
  kept: readonly KeptPicture[],
  { places, read }: { places: readonly Place[]; read: (place: Place | undefined) => Promise<PicturePiece | null> },
): Promise<HealedGap | 'nothing' | 'refused'> {
  if (kept.length === 0) return 'nothing';
  const index = places.findLastIndex(
    (place) => spanOfPlace(place).fromMs < gap.fromMs && spanOfPlace(place).toMs > gap.fromMs - 1,
  );
  const place = places[index];
  const held = await read(place);
  if (!place || !held) return 'refused';
  const follower = places[index + 1];
  const isNext = follower !== undefined && Math.abs(spanOfPlace(follower).fromMs - gap.toMs) < 1;
  const next = isNext ? await read(follower) : null;
  const before = held.pictures.filter(({ atMs }) => atMs < gap.fromMs - roundingMs);
  const rest = held.pictures.filter(({ atMs }) => atMs >= gap.toMs - roundingMs);
  if (before.length === 0 || before.length + rest.length < held.pictures.length) return 'refused';
  const outcome = healPictureGap(gap, kept, { before, behind: [...rest, ...(next?.pictures ?? [])] });
  if (typeof outcome === 'string') return outcome;
  const { put, isWhole, known, left } = outcome;
  if (put.length === 0) return { place, pieces: [], known, left };
  const there = (picture: (typeof before)[number], at: number) => ({ ...picture, follows: at > 0 || isWhole });
  const row = [...before.map((each) => ({ ...each, follows: true })), ...put, ...rest.map(there)];
  const untilMs = rest.length > 0 ? held.toMs : isWhole && !endsInPause(row, next) ? gap.toMs : null;
  return { place, pieces: cutPieces(row, untilMs), known, left };
}

/** Whether what comes next begins after a time in which nothing was sent. */
function endsInPause(row: readonly { atMs: number }[], next: PicturePiece | null): boolean {
  const [last, first] = [row.at(-1), next?.pictures[0]];
  return last !== undefined && first !== undefined && pausedBefore(last, { ...first, follows: true });
}

const spanOfPlace = (place: Place): Span => ('piece' in place ? place.piece : spanOf(place.listed));

/** Pictures in their order, each with what it is; what cannot be read is left out. */
function readKept(codec: string, frames: readonly KeptFrame[]): KeptPicture[] {
  const read = pictureReaderOf(codec);
  const ordered = [...new Map(frames.map((frame) => [frame.number, frame])).values()].sort(
    (a, b) => a.number - b.number,
  );
  return ordered.flatMap((frame) => {
    const kind = read?.(frame.data) ?? null;
    return kind === null ? [] : { ...frame, ...kind };
  });
}
