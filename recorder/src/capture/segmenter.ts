import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import type { MediaConfig, Sample, Segment } from '../archive/segment.ts';
import { sentRange } from '../archive/sent-between.ts';

/** Where a layer's segments and gaps go. */
export interface LayerSink {
  segment(segment: Segment): void;
  gap(gap: ArchiveGap): void;
}

/** What a segmenter must know of its stream. */
export interface SegmenterContext {
  ssrc: number;
  sink: LayerSink;
  /** Media time of an RTP timestamp, by what is known of the sender's clock now. */
  mediaMsAt(rtpTimestamp: number): number;
  /** Packets since the last call. */
  takeCounts(): { received: number; expected: number };
  /** Number of the journal file that is being written. */
  journalFile(): number;
  /** Asks the sender; as often as one likes. */
  requestKeyFrame(): void;
  /** Where the layer ended before this stream; null when it begins with it. */
  layerEndMs: number | null;
  /** Why there is a hole behind `layerEndMs`. */
  firstGapCause: ArchiveGap['cause'];
  /** Samples before this were archived from the same stream already. */
  skipBefore: number | null;
}

/** Nothing for this long closes an open segment: the source is asleep. */
export const idleMs = 3_000;
/** Holes in the timeline below this are the noise of a clock's line: they are closed. */
const holeMs = 5;
const behindMs = 40;

/** Samples that are missing between two others. */
interface Hole {
  fromRtpTimestamp: number;
  toRtpTimestamp: number;
  packets: number;
  /** Where it begins, once the segment in which it does is cut. */
  fromMs: number | null;
}

/** Collects one stream's samples into segments without holes or overlaps on the media timeline. Owned by its segmenter. */
export class SegmentBuilder {
  readonly #context: SegmenterContext;
  #open: { config: MediaConfig; startMs: number; samples: Sample[]; journalFile: number } | null = null;
  #endMs: number | null;
  /** The first timestamp behind what the layer holds of this stream; null when it holds nothing of it. */
  #endRtpTimestamp: number | null;
  #silentFrames = 0;
  #lossFrames = 0;
  #lost: { packets: number } | null = null;
  /** Losses within what is being collected. */
  #holes: Hole[] = [];
  #nextGapCause: ArchiveGap['cause'] | null;

  constructor(context: SegmenterContext) {
    this.#context = context;
    this.#endMs = context.layerEndMs;
    this.#endRtpTimestamp = context.skipBefore;
    this.#nextGapCause = context.layerEndMs === null ? null : context.firstGapCause;
  }

  /** Start of the open segment; null when none is open. */
  get startMs(): number | null {
    return this.#open?.startMs ?? null;
  }

  get config(): MediaConfig | null {
    return this.#open?.config ?? null;
  }

  /** The oldest journal file still needed. */
  get journalFile(): number | null {
    return this.#open?.journalFile ?? null;
  }

  /** Packets are lost at this point; 0 when it is not known how many. */
  lost(packets: number): void {
    this.#lost = { packets: (this.#lost?.packets ?? 0) + packets };
  }

  /** Why the timeline will have a hole, if the next segment does not begin where the last one ended. */
  explain(cause: ArchiveGap['cause']): void {
    this.#nextGapCause ??= cause;
  }

  /** Whether a moment lies before what the layer holds already: an old journal, a clock that was set back. */
  isBehind(atMs: number): boolean {
    return this.#endMs !== null && atMs < this.#endMs - behindMs;
  }

  begin(config: MediaConfig, atMs: number, rtpTimestamp: number): void {
    const endMs = this.#endMs;
    const continues = endMs !== null && atMs - endMs <= holeMs;
    const startMs = continues ? endMs : Math.max(atMs, 0);
    if (endMs !== null && !continues) {
      const cause = this.#nextGapCause ?? (this.#lost ? 'loss' : 'sourcePaused');
      const packets = this.#lost?.packets ?? 0;
      this.#context.sink.gap({ fromMs: endMs, toMs: startMs, cause, packets, ...this.#sent(cause, rtpTimestamp) });
      this.#lost = null;
    }
    this.#nextGapCause = null;
    this.#open = { config, startMs, samples: [], journalFile: this.#context.journalFile() };
  }

  push(sample: Sample, silence: 'dtx' | 'loss' | null = null): void {
    this.#open?.samples.push(sample);
    if (silence !== null) this.#silentFrames += 1;
    if (silence === 'loss') this.#lossFrames += 1;
  }

  /**
   * Declares what was lost before a sample, when `from` is where the last good one ended. Whether anything was. The gap is said when its
   * segment is cut, for it must lie exactly where samples are missing there.
   */
  declareLoss(fromRtpTimestamp: number, toRtpTimestamp: number): boolean {
    if (this.#lost === null) return false;
    const { packets } = this.#lost;
    this.#lost = null;
    const from = Math.min(fromRtpTimestamp, toRtpTimestamp);
    this.#holes.push({ fromRtpTimestamp: from, toRtpTimestamp, packets, fromMs: null });
    return true;
  }

  close(endMs: number, endRtpTimestamp: number): void {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    const end = Math.max(endMs, open.startMs + 1);
    this.#endMs = end;
    this.#endRtpTimestamp = endRtpTimestamp;
    this.#sayHoles(open.startMs, open.samples[0]?.rtpTimestamp ?? endRtpTimestamp, end, endRtpTimestamp);
    const { received, expected } = this.#context.takeCounts();
    this.#context.sink.segment({
      config: open.config,
      startMs: open.startMs,
      endMs: end,
      samples: open.samples,
      endRtpTimestamp,
      ssrc: this.#context.ssrc,
      receivedPackets: received,
      expectedPackets: expected,
      silentFrames: this.#silentFrames,
      lossFrames: this.#lossFrames,
      journalFile: open.journalFile,
    });
    this.#silentFrames = 0;
    this.#lossFrames = 0;
  }

  /** Places holes as the segment's samples are placed: evenly between its ends. One that goes on is said with the next segment. */
  #sayHoles(startMs: number, startRtpTimestamp: number, endMs: number, endRtpTimestamp: number): void {
    const msPerTick = (endMs - startMs) / Math.max(1, endRtpTimestamp - startRtpTimestamp);
    const placeOf = (rtpTimestamp: number) => startMs + (rtpTimestamp - startRtpTimestamp) * msPerTick;
    this.#holes = this.#holes.filter((hole) => {
      hole.fromMs ??= placeOf(hole.fromRtpTimestamp);
      if (hole.toRtpTimestamp > endRtpTimestamp) return true;
      const { fromMs, packets } = hole;
      const sent = { sent: sentRange(this.#context.ssrc, hole.fromRtpTimestamp, hole.toRtpTimestamp) };
      this.#context.sink.gap({ fromMs, toMs: placeOf(hole.toRtpTimestamp), cause: 'loss', packets, ...sent });
      return false;
    });
  }

  /** Where a hole before a segment that begins now lies; nothing when nothing was sent then, or the last one was of another stream. */
  #sent(cause: ArchiveGap['cause'], toRtpTimestamp: number): Pick<ArchiveGap, 'sent'> {
    const from = this.#endRtpTimestamp;
    if (cause === 'sourcePaused' || from === null || from >= toRtpTimestamp) return {};
    return { sent: sentRange(this.#context.ssrc, from, toRtpTimestamp) };
  }
}
