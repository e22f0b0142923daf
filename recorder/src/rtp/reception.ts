import type { ReportBlock, SenderReport } from './rtcp.ts';

/** Counts one stream's packets and makes its report blocks (RFC 3550, sections 6.4.1 and A.3). */
export class Reception {
  readonly #ssrc: number;
  readonly #ticksPerMs: number;
  #first: number | null = null;
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #jitter = 0;
  #transit: number | null = null;
  #lastReport: { compactNtp: number; atMs: number } | null = null;

  constructor(ssrc: number, clockRate: number) {
    this.#ssrc = ssrc;
    this.#ticksPerMs = clockRate / 1000;
  }

  get received(): number {
    return this.#received;
  }

  get expected(): number {
    return this.#first === null ? 0 : Math.max(this.#highest - this.#first + 1, this.#received);
  }

  /** A packet that was not here before. Neither number wraps. */
  packet(sequence: number, rtpTimestamp: number, atMs: number): void {
    this.#first ??= sequence;
    this.#received += 1;
    this.#highest = Math.max(this.#highest, sequence);
    const transit = atMs * this.#ticksPerMs - rtpTimestamp;
    if (this.#transit !== null) this.#jitter += (Math.abs(transit - this.#transit) - this.#jitter) / 16;
    this.#transit = transit;
  }

  senderReport({ compactNtp }: SenderReport, atMs: number): void {
    this.#lastReport = { compactNtp, atMs };
  }

  /** Null before the first packet. Covers the time since the last call. */
  report(nowMs: number): ReportBlock | null {
    if (this.#first === null) return null;
    const { expected, received } = this;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = received;
    return {
      ssrc: this.#ssrc,
      fractionLost: expectedNow > 0 && lostNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0,
      cumulativeLost: Math.max(0, expected - received),
      highestSequence: this.#highest,
      jitter: this.#jitter,
      lastSenderReport: this.#lastReport?.compactNtp ?? 0,
      delaySinceLastSenderReport: this.#lastReport ? Math.round(((nowMs - this.#lastReport.atMs) * 65_536) / 1000) : 0,
    };
  }
}
