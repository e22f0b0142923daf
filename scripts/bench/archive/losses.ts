import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import type { SentFrame } from '../../crowd/sent-frame.ts';
import type { KeptFrame } from './kept-frames.ts';

/** Frames in a row that were sent and are not in the archive. */
export interface Loss {
  /** When the first of them was sent, milliseconds since the epoch. */
  readonly fromMs: number;
  readonly lostMs: number;
}

/** What an archive lacks of a track, and whether it says so. */
export interface TrackLosses {
  readonly losses: readonly Loss[];
  readonly sent: number;
  readonly lost: number;
  /** Frames in the ranges that are declared as missing. */
  readonly declared: number;
  /** Frames that are lost and declared. */
  readonly both: number;
  /** Frames that are lost or declared, and not both, in words. */
  readonly wrong: readonly string[];
}

/**
 * Holds what was sent against what is kept and what is declared as missing, frame by frame, from the first that is kept to the last. A frame is declared
 * when its middle lies in a gap; its place on the timeline is reckoned from the kept frames beside it.
 */
export function lossesOf(
  sent: readonly SentFrame[],
  kept: readonly KeptFrame[],
  gaps: readonly ArchiveGap[],
  { frameMs, clockRate }: { frameMs: number; clockRate: number },
): TrackLosses {
  const places = new Map(kept.map(({ rtpTimestamp, atMs }) => [rtpTimestamp, atMs]));
  const [first, last] = [kept[0]?.rtpTimestamp ?? 0, kept.at(-1)?.rtpTimestamp ?? -1];
  const within = sent.filter(({ rtpTimestamp }) => rtpTimestamp >= first && rtpTimestamp <= last);
  const losses: Loss[] = [];
  const wrong: string[] = [];
  const counts = { lost: 0, declared: 0, both: 0 };
  let open: { fromMs: number; frames: number } | null = null;
  let before = { rtpTimestamp: first, atMs: kept[0]?.atMs ?? 0 };
  for (const { rtpTimestamp, atMs } of within) {
    const placeMs = places.get(rtpTimestamp);
    const isLost = placeMs === undefined;
    const reckonedMs = placeMs ?? before.atMs + ((rtpTimestamp - before.rtpTimestamp) / clockRate) * 1_000;
    if (!isLost) before = { rtpTimestamp, atMs: reckonedMs };
    const middleMs = reckonedMs + frameMs / 2;
    const isDeclared = gaps.some((gap) => middleMs > gap.fromMs && middleMs < gap.toMs);
    if (isLost !== isDeclared) wrong.push(inWords(reckonedMs, isLost, gaps));
    counts.lost += Number(isLost);
    counts.declared += Number(isDeclared);
    counts.both += Number(isLost && isDeclared);
    if (isLost) {
      open ??= { fromMs: atMs, frames: 0 };
      open.frames += 1;
    } else if (open !== null) {
      losses.push({ fromMs: open.fromMs, lostMs: open.frames * frameMs });
      open = null;
    }
  }
  return { losses, sent: within.length, ...counts, wrong };
}

function inWords(placeMs: number, isLost: boolean, gaps: readonly ArchiveGap[]): string {
  const near = gaps.filter(({ fromMs, toMs }) => placeMs > fromMs - nearMs && placeMs < toMs + nearMs);
  const declared = near.map(({ fromMs, toMs, cause }) => `${cause} ${Math.round(fromMs)} to ${Math.round(toMs)}`);
  return `${isLost ? 'lost' : 'kept'} at ${Math.round(placeMs)} ms, declared: ${declared.join(', ') || 'nothing'}`;
}

const nearMs = 500;
