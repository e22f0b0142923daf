import type { ArchiveGap, ArchiveHealed, ArchiveSegment, ArchiveSentRange } from '@tongke/signaling/protocol/lesson';
import { round } from '../archive/archive-index.ts';
import { isLikelyLength } from '../archive/sent-between.ts';
import { opusDurationTicks, opusTicksPerMs } from '../codec/opus.ts';

/** One encoded frame as it was sent. */
export interface KeptFrame {
  /** Counts the frames of its layer: between two neighbours nothing was sent. */
  number: number;
  /** Of 32 bits. */
  rtpTimestamp: number;
  /** Pictures: as a segment holds them, H.264 behind lengths of 4 bytes. */
  data: Buffer;
}

/** A kept frame of sound where it belongs on the media timeline. */
export interface PlacedFrame {
  number: number;
  fromMs: number;
  toMs: number;
  data: Buffer;
}

export type SentGap = ArchiveGap & { sent: ArchiveSentRange };
export const isSent = (gap: ArchiveGap): gap is SentGap => gap.sent !== undefined;
export type Span = Pick<ArchiveHealed, 'fromMs' | 'toMs'>;
export const spanOf = ({ startMs, durationMs }: ArchiveSegment): Span => ({
  fromMs: startMs,
  toMs: startMs + durationMs,
});

/** Frames around a gap are compared with what is there; those farther off are of no use. */
export const aroundMs = 1_000;
const roundingMs = 2;
const behind = 2 ** 31;

/**
 * Frames in and around a gap, in order, on the grid on which the gap lies. None when the gap's two lengths do not fit each other.
 */
export function placeFrames(gap: SentGap, frames: readonly KeptFrame[]): PlacedFrame[] {
  const { fromMs, toMs } = gap;
  const place = placerOf(gap, opusTicksPerMs);
  if (place === null) return [];
  const placed = new Map<number, PlacedFrame>();
  for (const { number, rtpTimestamp, data } of frames) {
    const [atMs, untilMs] = [place(rtpTimestamp), place(rtpTimestamp + opusDurationTicks(data))];
    if (untilMs > atMs && untilMs > fromMs - aroundMs && atMs < toMs + aroundMs) {
      placed.set(number, { number, fromMs: atMs, toMs: untilMs, data });
    }
  }
  return [...placed.values()].sort((a, b) => a.fromMs - b.fromMs);
}

/**
 * Where timestamps of the sender's clock lie on the timeline: in a gap evenly between its ends, beside it at their own pace, for there the time by which
 * the clock was found to be off is no part of it. Null when the gap's two lengths do not fit each other.
 */
export function placerOf(gap: SentGap, ticksPerMs: number): ((rtpTimestamp: number) => number) | null {
  const { fromMs, toMs, sent } = gap;
  const ticks = distance(sent.fromRtpTimestamp, sent.toRtpTimestamp);
  if (ticks <= 0 || !isLikelyLength(ticks / ticksPerMs, gap)) return null;
  return (rtpTimestamp) => {
    const at = distance(sent.fromRtpTimestamp, rtpTimestamp);
    if (at < 0) return fromMs + at / ticksPerMs;
    return at > ticks ? toMs + (at - ticks) / ticksPerMs : fromMs + (at / ticks) * (toMs - fromMs);
  };
}

/**
 * What is left of a gap, where it lies on the sender's clock too: another source may have it. How many packets it lacks is not known any
 * more.
 */
export function restOf(gap: SentGap, { fromMs, toMs }: Span): ArchiveGap {
  const { fromRtpTimestamp, toRtpTimestamp } = gap.sent;
  const ticksPerMs = distance(fromRtpTimestamp, toRtpTimestamp) / (gap.toMs - gap.fromMs);
  const ticksAt = (atMs: number) => (fromRtpTimestamp + Math.round((atMs - gap.fromMs) * ticksPerMs)) % 2 ** 32;
  const sent = { ...gap.sent, fromRtpTimestamp: ticksAt(fromMs), toRtpTimestamp: ticksAt(toMs) };
  return { ...gap, fromMs: round(fromMs), toMs: round(toMs), packets: 0, sent };
}

/** What of a gap is known by frames: they themselves, and the time between two neighbours, in which nothing was sent. */
export function knownSpans(gap: Span, placed: readonly PlacedFrame[]): Span[] {
  const spans: Span[] = [];
  for (const [index, frame] of placed.entries()) {
    const next = placed[index + 1];
    const toMs = next?.number === frame.number + 1 ? Math.max(frame.toMs, next.fromMs) : frame.toMs;
    const span = { fromMs: Math.max(gap.fromMs, frame.fromMs), toMs: Math.min(gap.toMs, toMs) };
    const last = spans.at(-1);
    if (span.toMs <= span.fromMs) continue;
    if (last && span.fromMs - last.toMs < 1) last.toMs = Math.max(last.toMs, span.toMs);
    else spans.push(span);
  }
  return spans;
}

/** What is left of a span without others, which are in order. Ends that are shorter than a frame's rounding are nothing. */
export function without(span: Span, others: readonly Span[]): Span[] {
  const rest: Span[] = [];
  let atMs = span.fromMs;
  for (const other of others) {
    if (other.fromMs - atMs > roundingMs) rest.push({ fromMs: atMs, toMs: other.fromMs });
    atMs = Math.max(atMs, other.toMs);
  }
  if (span.toMs - atMs > roundingMs) rest.push({ fromMs: atMs, toMs: span.toMs });
  return rest;
}

/** From one timestamp of 32 bits to another, which may lie before it. */
export function distance(from: number, to: number): number {
  const forward = (to - from + 2 ** 32) % 2 ** 32;
  return forward < behind ? forward : forward - 2 ** 32;
}
