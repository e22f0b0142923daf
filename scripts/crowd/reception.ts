import type { ReportBlock } from './rtcp.ts';
import type { RtpHeader } from './rtp.ts';

/** What has come of one stream. */
export interface ReceptionCounts {
  readonly packets: number;
  readonly bytes: number;
  /** Packets that never came, as far as sequence numbers tell; repeats make it smaller again. */
  readonly lost: number;
  /** Pictures or sound packets, by their marks or timestamps. */
  readonly frames: number;
  /** Longest time without a packet, once the first had come. */
  readonly longestGapMs: number;
  /** On the clock of `performance.now()`; undefined before the first packet. */
  readonly firstAtMs: number | undefined;
  readonly lastAtMs: number | undefined;
}

/** Counts one RTP stream and reports on it (RFC 3550, appendix A). */
export class Reception {
  readonly ssrc: number;
  readonly #clockRate: number;
  #packets = 0;
  #bytes = 0;
  #frames = 0;
  #timestamp: number | undefined;
  #first = 0;
  #highest = 0;
  #jitter = 0;
  #transit = 0;
  #firstAtMs: number | undefined;
  #lastAtMs: number | undefined;
  #longestGapMs = 0;
  #reported = { expected: 0, packets: 0 };
  #senderReport = { time: 0, atMs: 0 };

  constructor(ssrc: number, clockRate: number) {
    this.ssrc = ssrc;
    this.#clockRate = clockRate;
  }

  add({ sequence, timestamp, payloadBytes }: RtpHeader, nowMs: number): void {
    if (this.#firstAtMs === undefined) {
      this.#firstAtMs = nowMs;
      this.#first = sequence;
      this.#highest = sequence;
    }
    const ahead = (sequence - this.#highest) & 0xffff;
    if (ahead < 0x8000) this.#highest += ahead;
    this.#packets += 1;
    this.#bytes += payloadBytes;
    if (timestamp !== this.#timestamp && payloadBytes > 0) this.#frames += 1;
    this.#timestamp = timestamp;
    const transit = (nowMs * this.#clockRate) / 1_000 - timestamp;
    if (this.#packets > 1) this.#jitter += (Math.abs(transit - this.#transit) - this.#jitter) / 16;
    this.#transit = transit;
    if (this.#lastAtMs !== undefined) this.#longestGapMs = Math.max(this.#longestGapMs, nowMs - this.#lastAtMs);
    this.#lastAtMs = nowMs;
  }

  reported(time: number, nowMs: number): void {
    this.#senderReport = { time, atMs: nowMs };
  }

  get counts(): ReceptionCounts {
    return {
      packets: this.#packets,
      bytes: this.#bytes,
      lost: Math.max(0, this.#expected - this.#packets),
      frames: this.#frames,
      longestGapMs: this.#longestGapMs,
      firstAtMs: this.#firstAtMs,
      lastAtMs: this.#lastAtMs,
    };
  }

  /** Forgets the longest gap, to measure one from now on. */
  restartGap(): void {
    this.#longestGapMs = 0;
  }

  block(nowMs: number): ReportBlock | undefined {
    if (this.#firstAtMs === undefined) return undefined;
    const expected = this.#expected - this.#reported.expected;
    const packets = this.#packets - this.#reported.packets;
    this.#reported = { expected: this.#expected, packets: this.#packets };
    return {
      ssrc: this.ssrc,
      fractionLost: expected > 0 ? Math.max(0, (expected - packets) / expected) : 0,
      lost: this.#expected - this.#packets,
      highestSequence: this.#highest,
      jitter: this.#jitter,
      lastSenderReport: this.#senderReport.time,
      sinceSenderReportMs: this.#senderReport.time === 0 ? 0 : nowMs - this.#senderReport.atMs,
    };
  }

  get #expected(): number {
    return this.#firstAtMs === undefined ? 0 : this.#highest - this.#first + 1;
  }
}
