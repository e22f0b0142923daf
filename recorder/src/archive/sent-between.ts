import type { ArchiveGap, ArchiveSentRange, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import { videoTicksPerMs } from '../codec/access-unit.ts';
import { opusTicksPerMs } from '../codec/opus.ts';

/** A hole between two segments of a layer, by the streams that they were cut from. RTP timestamps may be counted beyond 32 bits. */
export interface StreamHole {
  fromMs: number;
  toMs: number;
  /** Of the stream behind it. */
  ssrc: number;
  fromRtpTimestamp: number;
  toRtpTimestamp: number;
}

export const ticksPerMsOf = ({ kind }: Pick<ArchiveTrack, 'kind'>): number =>
  kind === 'audio' ? opusTicksPerMs : videoTicksPerMs;

/** By how much the two lengths of a hole may differ: in it a sender's clock may be found to be off. */
const stretchMs = 10;
const mostStretch = 0.02;

/**
 * A gap with its range on the sender's clock, where that is known: all recorders of a track hear the same timestamps, so that a hole between
 * two of them has one although their streams have other names. A sender that began anew counts from elsewhere: then the lengths do not fit.
 */
export function withSentRange(gap: ArchiveGap, holes: readonly StreamHole[], ticksPerMs: number): ArchiveGap {
  if (gap.sent || gap.cause === 'sourcePaused') return gap;
  const hole = holes.find(({ fromMs, toMs }) => fromMs === gap.fromMs && toMs === gap.toMs);
  if (hole === undefined) return gap;
  const sent = sentRange(hole.ssrc, hole.fromRtpTimestamp, hole.toRtpTimestamp);
  const lengthMs = ((sent.toRtpTimestamp - sent.fromRtpTimestamp + 2 ** 32) % 2 ** 32) / ticksPerMs;
  return isLikelyLength(lengthMs, gap) ? { ...gap, sent } : gap;
}

/** Whether a gap may be so long on its sender's clock: by how much the grid of a segment is stretched, when that clock is only then known better. */
export const isLikelyLength = (sentMs: number, { fromMs, toMs }: Pick<ArchiveGap, 'fromMs' | 'toMs'>): boolean =>
  Math.abs(sentMs - (toMs - fromMs)) <= stretchMs + sentMs * mostStretch;

/** As it is written: without what was counted beyond 32 bits. */
export const sentRange = (ssrc: number, from: number, to: number): ArchiveSentRange => ({
  ssrc,
  fromRtpTimestamp: wrapped(from),
  toRtpTimestamp: wrapped(to),
});
const wrapped = (rtpTimestamp: number): number => Math.round(rtpTimestamp) % 2 ** 32;
