import type { MediaKind, SentRange } from './edge-messages.ts';

/** Frames beside a range are given with it: the recorder holds them against what it has. Half a second of sound, a second of pictures. */
const aroundTicks: Record<MediaKind, number> = { audio: 24_000, video: 90_000 };

/** From one timestamp of 32 bits on to another: they wrap. */
const way = (from: number, to: number): number => (to - from + 2 ** 33) % 2 ** 32;

/** Whether a frame lies in a range or beside it. Pure. */
export function isAround(
  rtpTimestamp: number,
  { fromRtpTimestamp, toRtpTimestamp }: SentRange,
  kind: MediaKind,
): boolean {
  const begin = fromRtpTimestamp - aroundTicks[kind];
  return way(begin, rtpTimestamp) < way(begin, toRtpTimestamp + aroundTicks[kind]);
}

/** Whether frames from one timestamp up to another, which is null when it is not known, may lie in a range or beside it. Pure. */
export function mayReach(from: number, to: number | null, range: SentRange, kind: MediaKind): boolean {
  if (to === null || isAround(from, range, kind) || isAround(to, range, kind)) return true;
  return way(from, range.fromRtpTimestamp) < way(from, to);
}
