import { sameConfig, slotOf } from '../archive/segment.ts';
import { type AccessUnit, videoTicksPerMs } from '../codec/access-unit.ts';
import { idleMs, SegmentBuilder, type SegmenterContext } from './segmenter.ts';

/** A key frame younger than this is not followed by a request for another. */
const keyFrameRestMs = 1_000;
const usualFrameMs = 33;
const longestFrameMs = 200;

/** Cuts one layer's pictures into segments, at the first key frame at or after each boundary. Owned by its stream. */
export class VideoSegmenter {
  readonly #context: SegmenterContext;
  readonly #builder: SegmentBuilder;
  #last: { rtpTimestamp: number; atMs: number } | null = null;
  #frameMs = usualFrameMs;
  /** The last picture that is here already. */
  #skippedRtpTimestamp: number | null = null;
  #keyAtMs = 0;
  #seenAtMs = 0;

  constructor(context: SegmenterContext) {
    this.#context = context;
    this.#builder = new SegmentBuilder(context);
  }

  get journalFile(): number | null {
    return this.#builder.journalFile;
  }

  /** `nowMs` is when it came. */
  add(unit: AccessUnit, nowMs: number): void {
    const { skipBefore } = this.#context;
    if (skipBefore !== null && unit.rtpTimestamp < skipBefore) {
      this.#measure(unit);
      return;
    }
    this.#seenAtMs = nowMs;
    const startMs = this.#builder.startMs;
    const mappedMs = this.#context.mediaMsAt(unit.rtpTimestamp);
    if (startMs === null || this.#last === null) {
      if (this.#builder.isBehind(mappedMs)) return;
      if (unit.key) {
        if (this.#last === null) this.#measure(unit);
        this.#begin(unit, mappedMs);
      } else {
        this.#builder.explain('noKeyFrame');
        this.#context.requestKeyFrame();
      }
      return;
    }
    const atMs = Math.max(mappedMs, this.#last.atMs + 0.1);
    const ends = this.#last.rtpTimestamp + Math.round(this.#frameMs * videoTicksPerMs);
    const isHole = this.#builder.declareLoss(ends, unit.rtpTimestamp);
    const isDue = slotOf(atMs) > slotOf(startMs);
    if (unit.config !== null && (isDue || !this.#continues(unit))) {
      this.#builder.close(atMs, unit.rtpTimestamp);
      this.#begin(unit, atMs);
      return;
    }
    if (isDue && atMs - this.#keyAtMs >= keyFrameRestMs) this.#context.requestKeyFrame();
    // The way over a hole is no picture's length.
    if (!isHole) this.#frameMs = Math.min(atMs - this.#last.atMs, longestFrameMs);
    this.#push(unit, atMs);
  }

  /** Packets are missing before the next unit. */
  lost(packets: number): void {
    this.#skippedRtpTimestamp = null;
    this.#builder.lost(packets);
    this.#context.requestKeyFrame();
  }

  /** Closes the segment of a source that fell silent. */
  expire(nowMs: number): void {
    if (nowMs - this.#seenAtMs >= idleMs) this.#close();
  }

  end(): void {
    this.#close();
  }

  /** Of a stream that goes on: a single picture behind what is here already lasts as long as those before it. */
  #measure({ rtpTimestamp }: AccessUnit): void {
    const before = this.#skippedRtpTimestamp;
    if (before !== null) this.#frameMs = Math.min((rtpTimestamp - before) / videoTicksPerMs, longestFrameMs);
    this.#skippedRtpTimestamp = rtpTimestamp;
  }

  #continues(unit: AccessUnit): boolean {
    const { config } = this.#builder;
    return config === null || unit.config === null || sameConfig(config, unit.config);
  }

  #begin(unit: AccessUnit, atMs: number): void {
    if (unit.config === null) return;
    this.#builder.begin(unit.config, atMs, unit.rtpTimestamp);
    this.#push(unit, this.#builder.startMs ?? atMs);
  }

  #push(unit: AccessUnit, atMs: number): void {
    if (unit.key) this.#keyAtMs = atMs;
    this.#last = { rtpTimestamp: unit.rtpTimestamp, atMs };
    this.#builder.push({ data: unit.data, key: unit.key, rtpTimestamp: unit.rtpTimestamp });
  }

  #close(): void {
    if (this.#last === null || this.#builder.startMs === null) return;
    const { rtpTimestamp, atMs } = this.#last;
    this.#builder.close(atMs + this.#frameMs, rtpTimestamp + this.#frameMs * videoTicksPerMs);
  }
}
