import { type AudioConfig, type Sample, type Segment, slotOf } from '../archive/segment.ts';
import { opusSilence, opusSilenceMs, opusTicksPerMs } from '../codec/opus.ts';
import type { PlacedFrame, Span } from './placed-frame.ts';

/** A frame belongs where silence was put when both begin within this: less than half a frame. */
const nearMs = 8;

/** What came of putting frames into a segment. */
export interface HealedSegment {
  segment: Segment;
  /** Frames that were put in the place of silence. */
  frames: number;
  /** Silence that stood for what was lost: in its place now, and what was never sent. */
  replacedMs: number;
  unsentMs: number;
  /** Frames that were here already, and are the same as those that were kept; that are not. */
  same: number;
  different: number;
}

/**
 * Puts kept frames in the place of silence that stands for a loss, each where that silence lay; all else stays as it was.
 * @param known what of the gap is known by frames
 */
export function healSegment(
  segment: Segment,
  gap: Span,
  { placed, known }: { placed: readonly PlacedFrame[]; known: readonly Span[] },
): HealedSegment {
  const first = segment.samples[0]?.rtpTimestamp ?? 0;
  const msPerTick = (segment.endMs - segment.startMs) / Math.max(1, segment.endRtpTimestamp - first);
  const healed = { frames: 0, replacedMs: 0, unsentMs: 0, same: 0, different: 0 };
  const samples: Sample[] = [];
  let coveredUntilMs = Number.NEGATIVE_INFINITY;
  for (const sample of segment.samples) {
    const atMs = segment.startMs + (sample.rtpTimestamp - first) * msPerTick;
    const frame = placed.find(({ fromMs }) => Math.abs(fromMs - atMs) < nearMs);
    const isSilence = sample.data.equals(opusSilence);
    const isFilled = isSilence && isIn(atMs, gap);
    if (!isFilled) {
      // Silence elsewhere may stand for another loss.
      if (frame && !isSilence) healed[frame.data.equals(sample.data) ? 'same' : 'different'] += 1;
      samples.push(sample);
    } else if (atMs < coveredUntilMs) healed.replacedMs += opusSilenceMs;
    else if (frame) {
      samples.push({ ...sample, data: frame.data });
      coveredUntilMs = frame.toMs - nearMs;
      healed.frames += 1;
      healed.replacedMs += opusSilenceMs;
    } else {
      if (known.some((span) => isIn(atMs, span))) healed.unsentMs += opusSilenceMs;
      samples.push(sample);
    }
  }
  return { ...healed, segment: { ...segment, samples } };
}

const isIn = (atMs: number, { fromMs, toMs }: Span): boolean => atMs >= fromMs - nearMs && atMs < toMs - nearMs;

/** Segments for a span in which there are none: its frames, and silence where nothing was sent. */
export function segmentsOf(span: Span, placed: readonly PlacedFrame[], config: AudioConfig): Segment[] {
  const segments: Segment[] = [];
  let open: Segment | null = null;
  let atMs = span.fromMs;
  const push = (data: Buffer, fromMs: number, untilMs: number) => {
    if (open === null || slotOf(fromMs) > slotOf(open.startMs)) {
      if (open) open.endMs = fromMs;
      open = { ...empty, config, startMs: fromMs, samples: [] };
      segments.push(open);
    }
    open.samples.push({ data, key: true, rtpTimestamp: Math.round(fromMs * opusTicksPerMs) });
    atMs = untilMs;
    open.endMs = untilMs;
  };
  for (const { data, fromMs, toMs } of placed) {
    if (!isIn(fromMs, span)) continue;
    while (fromMs - atMs >= opusSilenceMs - nearMs) push(opusSilence, atMs, atMs + opusSilenceMs);
    push(data, Math.max(atMs, fromMs), toMs);
  }
  for (const segment of segments) segment.endRtpTimestamp = Math.round(segment.endMs * opusTicksPerMs);
  return segments;
}

const empty = {
  ...{ endMs: 0, endRtpTimestamp: 0, ssrc: 1, receivedPackets: 0, expectedPackets: 0 },
  ...{ silentFrames: 0, lossFrames: 0, journalFile: 0 },
};
