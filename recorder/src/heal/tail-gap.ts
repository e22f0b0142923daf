import type { ArchiveGap, ArchiveLayer } from '@tongke/signaling/protocol/lesson';
import { ticksPerMsOf } from '../archive/sent-between.ts';
import { mediaTimeOf } from '../certificate/media-time.ts';
import { distance, type KeptFrame } from './placed-frame.ts';

/** What is shorter is what every sender has sent when it is told to stop. */
const leastMs = 1_000;
/** The last frame has its length as well, which is at most this. */
const longestFrameMs = 120;

/**
 * A layer with a gap behind its end for what was sent there and never came: its sender was never heard again, so nothing but what it kept
 * tells of it. The same layer when there is nothing. Pure.
 * @param untilMs the lesson's end: nothing is put in behind it
 */
export function withTail(
  layer: ArchiveLayer,
  frames: readonly KeptFrame[],
  { kind, untilMs }: { kind: 'audio' | 'video'; untilMs: number },
): ArchiveLayer {
  const { sentUntil, endMs } = layer;
  if (!sentUntil || layer.gaps.some((gap) => isDeclared(gap) && gap.toMs > endMs + 1)) return layer;
  const ticksPerMs = ticksPerMsOf({ kind });
  const ticks = frames.reduce((most, each) => Math.max(most, distance(sentUntil.rtpTimestamp, each.rtpTimestamp)), 0);
  const lengthMs = Math.min(ticks / ticksPerMs + longestFrameMs, untilMs - endMs);
  if (lengthMs < leastMs + longestFrameMs) return layer;
  const sent = {
    ssrc: sentUntil.ssrc,
    fromRtpTimestamp: sentUntil.rtpTimestamp,
    toRtpTimestamp: (sentUntil.rtpTimestamp + Math.round(lengthMs * ticksPerMs)) % 2 ** 32,
  };
  const tail = { fromMs: endMs, toMs: endMs + lengthMs, cause: 'loss' as const, packets: 0, sent };
  return { ...layer, gaps: [...layer.gaps, tail] };
}

/** A layer that was healed, as it ends now: what is missing behind its end is no gap. Pure. */
export function withoutTail(layer: ArchiveLayer): ArchiveLayer {
  const { sentUntil, ...rest } = layer;
  const endMs = layer.segments.reduce(
    (most, { startMs, durationMs }) => Math.max(most, startMs + durationMs),
    layer.endMs,
  );
  const isLonger = endMs > layer.endMs + 1;
  const gaps = layer.gaps
    .filter((gap) => isDeclared(gap) || gap.sent === undefined || gap.fromMs < endMs - 1)
    .map((gap) => ({ ...gap, toMs: gap.sent && !isDeclared(gap) && gap.toMs > endMs ? endMs : gap.toMs }));
  const whole = { ...rest, ...(!isLonger && sentUntil && { sentUntil }), gaps, endMs: isLonger ? endMs : layer.endMs };
  const { filledDtxMs = 0, filledLossMs = 0 } = layer.mediaTime ?? {};
  return { ...whole, mediaTime: mediaTimeOf(whole, { dtxMs: filledDtxMs, lossMs: filledLossMs }) };
}

/** No recorder was there: that is said behind a layer's end as well, and stays until it is healed. */
const isDeclared = ({ cause }: ArchiveGap): boolean => cause === 'recorderAway';
