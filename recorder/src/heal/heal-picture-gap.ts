import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import { videoTicksPerMs } from '../codec/access-unit.ts';
import { aroundMs, type KeptFrame, placerOf, restOf, type SentGap, type Span, without } from './placed-frame.ts';
import type { PictureKind } from './read-picture.ts';

/** A picture on the media timeline. */
export interface PlacedPicture extends PictureKind {
  atMs: number;
  data: Buffer;
}

/** A kept picture: its number tells what lies between it and another. */
export type KeptPicture = KeptFrame & PictureKind;

/** What was put into a gap of pictures. */
export interface HealedPictureGap {
  /** Pictures that belong into the gap, in order. */
  put: (PlacedPicture & { follows: boolean })[];
  /** The picture behind the gap follows on the one before it, put in or not. */
  isWhole: boolean;
  /** What is known by now; with how many pictures. */
  known: (Span & { frames: number })[];
  /** What is still missing, and times in which nothing was sent. */
  left: ArchiveGap[];
}

/** Two pictures are one when both lie within this: less than half the way to the next at 60 a second. */
const nearMs = 8;
/** So long nothing was sent before a key frame: its source was paused. Shorter, the picture before stays on the screen. */
const pauseMs = 1_000;
const longestPictureMs = 200;

/**
 * Finds what of kept pictures belongs into a gap. A picture is put in when it is key, or when the one before it is there: others could
 * not be decoded. Pure.
 * @param around what is there before the gap and behind it, in order
 * @returns `nothing`: nothing is known of the gap. `refused`: the pictures beside it are others, or none could be compared.
 */
export function healPictureGap(
  gap: SentGap,
  kept: readonly KeptPicture[],
  around: { before: readonly PlacedPicture[]; behind: readonly PlacedPicture[] },
): HealedPictureGap | 'nothing' | 'refused' {
  const place = placerOf(gap, videoTicksPerMs);
  if (place === null) return 'nothing';
  const placed = new Map<number, PlacedPicture & { number: number }>();
  for (const { number, rtpTimestamp, data, key, config } of kept) {
    const atMs = place(rtpTimestamp);
    if (atMs > gap.fromMs - aroundMs && atMs < gap.toMs + aroundMs)
      placed.set(number, { number, atMs, data, key, config });
  }
  const ordered = [...placed.values()].sort((a, b) => a.number - b.number);
  const beside = { before: match(around.before, ordered, gap), behind: match(around.behind, ordered, gap) };
  const matched = [...beside.before, ...beside.behind];
  if (ordered.length === 0) return 'nothing';
  if (!matched.some((each) => each !== null) || matched.includes('other')) return 'refused';
  const first = numberOf(beside.before.at(-1));
  const last = numberOf(beside.behind[0]);
  if (first !== null && last !== null && last <= first) return 'refused';
  const within = ordered.filter(
    ({ number, atMs }) =>
      (first === null ? atMs >= gap.fromMs - 1 : number > first) &&
      (last === null ? atMs < gap.toMs - 1 : number < last),
  );
  const { put, isWhole } = chain(within, first, last);
  const spans = spansOf(gap, put, { ...around, isWhole });
  if (spans.known.length + spans.paused.length === 0) return 'nothing';
  const here = [...spans.known, ...spans.paused].sort((a, b) => a.fromMs - b.fromMs);
  const paused = spans.paused.map(
    ({ fromMs, toMs }): ArchiveGap => ({ fromMs, toMs, cause: 'sourcePaused', packets: 0 }),
  );
  const left = [...without(gap, here).map((span) => restOf(gap, span)), ...paused];
  return { put, isWhole, known: spans.known, left: left.sort((a, b) => a.fromMs - b.fromMs) };
}

/** For each picture that is there, its number among those that were kept; `other` where that one is not the same. */
function match(
  there: readonly PlacedPicture[],
  kept: readonly (PlacedPicture & { number: number })[],
  gap: Span,
): (number | 'other' | null)[] {
  return there.map(({ atMs, data }) => {
    if (atMs < gap.fromMs - aroundMs || atMs > gap.toMs + aroundMs) return null;
    const near = kept.filter((each) => Math.abs(each.atMs - atMs) < nearMs);
    if (near.length === 0) return null;
    return near.find((each) => each.data.equals(data))?.number ?? 'other';
  });
}

const numberOf = (found: number | 'other' | null | undefined): number | null =>
  typeof found === 'number' ? found : null;

/** What can be decoded of pictures within a gap, when `first` is the number of the one before and `last` of the one behind. */
function chain(
  within: readonly (PlacedPicture & { number: number })[],
  first: number | null,
  last: number | null,
): Pick<HealedPictureGap, 'put' | 'isWhole'> {
  const put: HealedPictureGap['put'] = [];
  let before = first;
  for (const { number, ...picture } of within) {
    const follows = before !== null && number === before + 1;
    if (!follows && !picture.key) continue;
    put.push({ ...picture, follows });
    before = number;
  }
  return { put, isWhole: before !== null && last !== null && before === last - 1 };
}

/** What a gap's time is by what was put there: pictures, or nothing that was sent. */
function spansOf(
  gap: Span,
  put: HealedPictureGap['put'],
  { before, behind, isWhole }: { before: readonly PlacedPicture[]; behind: readonly PlacedPicture[]; isWhole: boolean },
): { known: HealedPictureGap['known']; paused: Span[] } {
  const known: HealedPictureGap['known'] = [];
  const paused: Span[] = [];
  const end = behind[0] && { ...behind[0], follows: isWhole };
  const begin = before.slice(-1).map((each) => ({ ...each, follows: true }));
  const row = [...begin, ...put, ...(end ? [end] : [])];
  const isPut = (index: number) => index >= begin.length && index < begin.length + put.length;
  for (const [index, picture] of row.entries()) {
    const next = row[index + 1];
    if (picture === end) break;
    const isPaused = next !== undefined && pausedBefore(picture, next);
    // Before what does not follow, the picture itself is all that is known; the one before the gap ends where it did.
    const toMs = next?.follows && !isPaused ? next.atMs : picture.atMs + lengthOf(row, index);
    const span = clipped({ fromMs: picture.atMs, toMs }, gap);
    if (span.toMs > span.fromMs && (isPut(index) || next?.follows)) {
      const open = known.at(-1);
      if (open && span.fromMs - open.toMs < 1) {
        open.toMs = span.toMs;
        open.frames += isPut(index) ? 1 : 0;
      } else known.push({ ...span, frames: isPut(index) ? 1 : 0 });
    }
    if (isPaused && next) paused.push(clipped({ fromMs: toMs, toMs: next.atMs }, gap));
  }
  return { known, paused: paused.filter(({ fromMs, toMs }) => toMs > fromMs) };
}

/** Whether a key frame begins after a time in which its source sent nothing. */
export const pausedBefore = (
  picture: { atMs: number },
  next: { atMs: number; key: boolean; follows: boolean },
): boolean => next.follows && next.key && next.atMs - picture.atMs > pauseMs;

/** How long a picture is shown of which the next one is not known: as long as the one before, where that is known. */
export function lengthOf(row: readonly { atMs: number }[], index: number): number {
  const [before, at] = [row[index - 1]?.atMs, row[index]?.atMs ?? 0];
  return before === undefined ? longestPictureMs / 5 : Math.min(Math.max(1, at - before), longestPictureMs);
}

const clipped = (span: Span, gap: Span): Span => ({
  fromMs: Math.max(span.fromMs, gap.fromMs),
  toMs: Math.min(span.toMs, gap.toMs),
});
