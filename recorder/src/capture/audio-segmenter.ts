import { type AudioConfig, slotOf } from '../archive/segment.ts';
import { opusDurationTicks, opusSilence, opusSilenceTicks, opusTicksPerMs } from '../codec/opus.ts';
import { idleMs, SegmentBuilder, type SegmenterContext } from './segmenter.ts';

/** Cuts one voice's sound into segments of whole packets, holes filled with marked silence. Owned by its stream. */
export class AudioSegmenter {
  readonly #context: SegmenterContext;
  readonly #builder: SegmentBuilder;
  readonly #config: AudioConfig;
  /** Where the next packet should begin. */
  #nextRtpTimestamp = 0;
  #seenAtMs = 0;

  constructor(context: SegmenterContext, channels: number) {
    this.#context = context;
    this.#builder = new SegmentBuilder(context);
    this.#config = { family: 'opus', codec: 'opus', channels };
  }

  get journalFile(): number | null {
    return this.#builder.journalFile;
  }

  /** `nowMs` is when it came. */
  add(data: Buffer, rtpTimestamp: number, nowMs: number): void {
    const { skipBefore } = this.#context;
    const ticks = opusDurationTicks(data);
    if (ticks === 0 || (skipBefore !== null && rtpTimestamp < skipBefore)) return;
    this.#seenAtMs = nowMs;
    if (this.#builder.startMs !== null) {
      const hole = rtpTimestamp - this.#nextRtpTimestamp;
      if (hole < -opusSilenceTicks / 2) return;
      if (hole >= idleMs * opusTicksPerMs) this.#close();
      else this.#fill(rtpTimestamp, this.#builder.declareLoss(this.#nextRtpTimestamp, rtpTimestamp) ? 'loss' : 'dtx');
    }
    const isBehind = this.#builder.startMs === null && this.#builder.isBehind(this.#context.mediaMsAt(rtpTimestamp));
    if (!isBehind) this.#append(data, rtpTimestamp, ticks, null);
  }

  lost(packets: number): void {
    this.#builder.lost(packets);
  }

  expire(nowMs: number): void {
    if (nowMs - this.#seenAtMs >= idleMs) this.#close();
  }

  end(): void {
    this.#close();
  }

  #fill(untilRtpTimestamp: number, silence: 'dtx' | 'loss'): void {
    while (untilRtpTimestamp - this.#nextRtpTimestamp >= opusSilenceTicks) {
      this.#append(opusSilence, this.#nextRtpTimestamp, opusSilenceTicks, silence);
    }
  }

  #append(data: Buffer, rtpTimestamp: number, ticks: number, silence: 'dtx' | 'loss' | null): void {
    const atMs = this.#context.mediaMsAt(rtpTimestamp);
    const { startMs } = this.#builder;
    if (startMs === null || slotOf(atMs) > slotOf(startMs)) {
      this.#builder.close(atMs, rtpTimestamp);
      this.#builder.begin(this.#config, atMs, rtpTimestamp);
    }
    this.#builder.push({ data, key: true, rtpTimestamp }, silence);
    this.#nextRtpTimestamp = rtpTimestamp + ticks;
  }

  #close(): void {
    if (this.#builder.startMs === null) return;
    this.#builder.close(this.#context.mediaMsAt(this.#nextRtpTimestamp), this.#nextRtpTimestamp);
  }
}
