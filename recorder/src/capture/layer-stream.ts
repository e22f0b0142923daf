import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import type { AccessUnit, UnitSink, VideoAssembler } from '../codec/access-unit.ts';
import { FrameAssembler } from '../codec/frame-assembler.ts';
import { H264Assembler } from '../codec/h264-assembler.ts';
import { browserSoundLagMs, opusLookAheadMs } from '../codec/opus.ts';
import { Vp8Reader } from '../codec/vp8-reader.ts';
import { Vp9Reader } from '../codec/vp9-reader.ts';
import { ClockLine } from '../rtp/clock-line.ts';
import type { HostClock } from '../rtp/host-clock.ts';
import { Reception } from '../rtp/reception.ts';
import { ReorderBuffer } from '../rtp/reorder-buffer.ts';
import type { ReportBlock, SenderReport } from '../rtp/rtcp.ts';
import type { RtpPacket } from '../rtp/rtp-packet.ts';
import { Unwrapper } from '../rtp/unwrapper.ts';
import type { StreamCounts } from '../watch/loss-watch.ts';
import { AudioSegmenter } from './audio-segmenter.ts';
import type { LayerSink } from './segmenter.ts';
import type { TapStream } from './tap-stream.ts';
import { VideoSegmenter } from './video-segmenter.ts';

/** What a stream continues from, when an archive goes on. */
export interface Continuation {
  layerEndMs: number | null;
  gapCause: ArchiveGap['cause'];
  /** Set when the same SSRC was archived up to here. */
  archived: { rtpTimestamp: number; atMs: number } | null;
}

export interface LayerStreamOptions {
  tap: TapStream;
  sink: LayerSink;
  /** Lesson clock of the media timeline's zero. */
  startedAtMs: number;
  continuation: Continuation;
  /** Shared by all streams of its pipe. */
  hostClock: HostClock;
  journalFile: () => number;
  requestKeyFrame: () => void;
  /** A sound that had been given up has come after all: its segment may be written. The timestamp is of 32 bits. */
  onLate: (rtpTimestamp: number, data: Buffer) => void;
  /** A key frame has come, in order and whole. */
  onKeyFrame: (unit: AccessUnit) => void;
}

/** Sender reports come within about half a second; a stream without any is timed by its packets' arrival. */
const longestClockWaitMs = 1_500;

/** One SSRC: puts its packets in order, joins them into units and cuts those into segments. Owned by its pipeline. */
export class LayerStream {
  readonly tap: TapStream;
  readonly #sequences = new Unwrapper(16);
  readonly #timestamps = new Unwrapper(32);
  readonly #clock: ClockLine;
  readonly #hostClock: HostClock;
  readonly #reception: Reception;
  readonly #order: ReorderBuffer;
  readonly #segmenter: AudioSegmenter | VideoSegmenter;
  readonly #assembler: VideoAssembler | null;
  /** What waits for the sender's clock to be known; null once it is. */
  #waiting: (() => void)[] | null = [];
  #firstAtMs: number | null = null;
  #nowMs = 0;
  #counted = { received: 0, expected: 0 };
  #lostPackets = 0;
  #gaps = 0;
  #closed = false;
  /** When the last packet came, on the lesson clock; null before the first. */
  lastAtMs: number | null = null;

  constructor(options: LayerStreamOptions) {
    const { tap, continuation } = options;
    this.tap = tap;
    this.#clock = new ClockLine(tap.clockRate);
    this.#hostClock = options.hostClock;
    this.#reception = new Reception(tap.ssrc, tap.clockRate);
    const { archived } = continuation;
    const archivedUntil = archived ? this.#timestamps.unwrap(archived.rtpTimestamp % 2 ** 32) : null;
    // What is reported of sound lies so much after the moment that was heard.
    const lagMs = tap.codec === 'opus' ? browserSoundLagMs + opusLookAheadMs : 0;
    const zeroMs = options.startedAtMs + lagMs;
    if (archived && archivedUntil !== null) this.#clock.report(archivedUntil, archived.atMs + zeroMs);
    const context = {
      ssrc: tap.ssrc,
      sink: options.sink,
      mediaMsAt: (rtpTimestamp: number) => this.#clock.msAt(rtpTimestamp) - zeroMs,
      takeCounts: () => this.#takeCounts(),
      journalFile: options.journalFile,
      requestKeyFrame: options.requestKeyFrame,
      layerEndMs: continuation.layerEndMs,
      firstGapCause: continuation.gapCause,
      skipBefore: archivedUntil,
    };
    if (tap.codec === 'opus') {
      this.#segmenter = new AudioSegmenter(context, tap.channels);
      this.#assembler = null;
    } else {
      const segmenter = new VideoSegmenter(context);
      this.#segmenter = segmenter;
      this.#assembler = assemblerOf(tap.codec, {
        unit: (unit) => {
          if (unit.key) options.onKeyFrame(unit);
          const atMs = this.#nowMs;
          this.#whenTimed(() => segmenter.add(unit, atMs));
        },
        damaged: () => this.#whenTimed(() => segmenter.lost(0)),
      });
    }
    this.#order = new ReorderBuffer({
      packet: (packet) => this.#inOrder(packet),
      lost: (packets) => {
        this.#lostPackets += packets;
        this.#gaps += 1;
        this.#assembler?.lost();
        this.#whenTimed(() => this.#segmenter.lost(packets));
      },
      late: ({ timestamp, payload }) => {
        if (this.#assembler === null && payload.length > 0) options.onLate(timestamp, payload);
      },
    });
  }

  /** What has come so far and what was given up. */
  get counts(): StreamCounts {
    const { kind, trackId, ssrc } = this.tap;
    const [receivedPackets, lostPackets, gaps] = [this.#reception.received, this.#lostPackets, this.#gaps];
    return { kind, trackId, ssrc, receivedPackets, lostPackets, gaps };
  }

  /** The oldest journal file that holds something not yet cut. */
  get journalFile(): number | null {
    return this.#segmenter.journalFile;
  }

  get isMissing(): boolean {
    return this.#order.waiting;
  }

  receive(packet: RtpPacket, nowMs: number): void {
    if (this.#closed) return;
    this.#nowMs = nowMs;
    this.#firstAtMs ??= nowMs;
    const sequence = this.#sequences.unwrap(packet.sequenceNumber);
    const rtpTimestamp = this.#timestamps.peek(packet.timestamp);
    if (packet.payload.length > 0) this.#clock.arrived(rtpTimestamp, nowMs);
    if (!this.#order.push(packet, sequence, nowMs)) return;
    this.lastAtMs = nowMs;
    this.#reception.packet(sequence, rtpTimestamp, nowMs);
  }

  senderReport(report: SenderReport, nowMs: number): void {
    if (this.#closed) return;
    this.#reception.senderReport(report, nowMs);
    const atMs = report.ntpMs + this.#hostClock.offsetMs(report.ntpMs, nowMs);
    this.#clock.report(this.#timestamps.peek(report.rtpTimestamp), atMs);
    this.#settle(nowMs);
  }

  /** Gives up what is late and closes what is idle. */
  expire(nowMs: number): void {
    if (this.#closed) return;
    this.#nowMs = nowMs;
    this.#order.expire(nowMs);
    this.#settle(nowMs);
    if (this.#waiting === null) this.#segmenter.expire(nowMs);
  }

  wanted(nowMs: number): number[] {
    return this.#order.wanted(nowMs);
  }

  report(nowMs: number): ReportBlock | null {
    return this.#reception.report(nowMs);
  }

  /** Cuts what there is. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#order.flush();
    this.#assembler?.end();
    this.#drain();
    this.#segmenter.end();
  }

  #inOrder(packet: RtpPacket): void {
    const rtpTimestamp = this.#timestamps.unwrap(packet.timestamp);
    if (this.#assembler !== null) {
      this.#assembler.push(packet, rtpTimestamp);
    } else if (this.#segmenter instanceof AudioSegmenter && packet.payload.length > 0) {
      if (this.#waiting === null) this.#segmenter.add(packet.payload, rtpTimestamp, this.#nowMs);
      else this.#waiting.push(this.#laterSound(this.#segmenter, packet.payload, rtpTimestamp));
    }
  }

  /** A function of its own: one that is made where a packet passes is made for each. */
  #laterSound(segmenter: AudioSegmenter, payload: Buffer, rtpTimestamp: number): () => void {
    const atMs = this.#nowMs;
    return () => segmenter.add(payload, rtpTimestamp, atMs);
  }

  #whenTimed(action: () => void): void {
    if (this.#waiting === null) action();
    else this.#waiting.push(action);
  }

  #settle(nowMs: number): void {
    if (this.#waiting === null || this.#firstAtMs === null) return;
    if (this.#clock.reports > 0 || nowMs - this.#firstAtMs >= longestClockWaitMs) this.#drain();
  }

  #drain(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const action of waiting) action();
  }

  #takeCounts(): { received: number; expected: number } {
    const { received, expected } = this.#reception;
    const counts = { received: received - this.#counted.received, expected: expected - this.#counted.expected };
    this.#counted = { received, expected };
    return counts;
  }
}

function assemblerOf(codec: 'h264' | 'vp8' | 'vp9', sink: UnitSink): VideoAssembler {
  switch (codec) {
    case 'h264':
      return new H264Assembler(sink);
    case 'vp8':
      return new FrameAssembler(new Vp8Reader(), sink);
    case 'vp9':
      return new FrameAssembler(new Vp9Reader(), sink);
  }
}
