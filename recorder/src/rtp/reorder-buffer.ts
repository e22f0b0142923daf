import type { RtpPacket } from './rtp-packet.ts';

/** What comes out of a {@link ReorderBuffer}: packets in order, and where some are missing for good. */
export interface OrderedSink {
  /** `sequence` does not wrap. */
  packet(packet: RtpPacket, sequence: number): void;
  /** Packets between the last one and the next; 0 when a sender began anew and nobody can know. */
  lost(packets: number): void;
  /** One that had been given up. */
  late?(packet: RtpPacket): void;
}

interface Missing {
  sinceMs: number;
  askedAtMs: number;
  asked: number;
}

/**
 * How long a missing packet is waited for. The sender is far away and is asked by the sfu: at 20 % loss and 100 ms of round trip it takes six
 * questions until all but one packet in a thousand are here.
 */
export const reorderWaitMs = 1_000;
/** Whoever calls {@link ReorderBuffer.expire} every 20 ms and comes later than this was kept from it. */
const stoodStillMs = 200;
const askAgainAfterMs = 50;
const mostAsked = 8;
/** A step further than this is a sender that began anew, not a loss. */
const largestStep = 3_000;
/** So many that were given up are known again when they come after all. */
const mostGivenUp = 3_000;

/**
 * Puts one stream's packets back in order. A missing one is waited for at most {@link reorderWaitMs}; meanwhile
 * {@link wanted} says what to ask for again. Owned by its stream; holds no timer: whoever owns it calls {@link expire}.
 */
export class ReorderBuffer {
  readonly #sink: OrderedSink;
  readonly #held = new Map<number, RtpPacket>();
  readonly #missing = new Map<number, Missing>();
  readonly #givenUp = new Set<number>();
  #next: number | null = null;
  #expiredAtMs: number | null = null;
  #highest = 0;

  constructor(sink: OrderedSink) {
    this.#sink = sink;
  }

  /** Whether something is being waited for. */
  get waiting(): boolean {
    return this.#missing.size > 0;
  }

  /** Returns false for a packet that was here already or comes too late. */
  push(packet: RtpPacket, sequence: number, nowMs: number): boolean {
    if (this.#next === null) this.#start(sequence);
    if (sequence >= this.#nextOr(sequence) + largestStep || sequence < this.#nextOr(sequence) - largestStep) {
      this.flush();
      this.#givenUp.clear();
      this.#sink.lost(0);
      this.#start(sequence);
    }
    const next = this.#nextOr(sequence);
    if (sequence < next && this.#givenUp.delete(sequence)) this.#sink.late?.(packet);
    if (sequence < next || this.#held.has(sequence)) return false;
    for (let absent = this.#highest + 1; absent < sequence; absent += 1) {
      this.#missing.set(absent, { sinceMs: nowMs, askedAtMs: Number.NEGATIVE_INFINITY, asked: 0 });
    }
    this.#highest = Math.max(this.#highest, sequence);
    this.#missing.delete(sequence);
    if (sequence === next) {
      this.#next = sequence + 1;
      this.#sink.packet(packet, sequence);
      if (this.#held.size > 0) this.#release();
    } else {
      this.#held.set(sequence, packet);
    }
    return true;
  }

  /** Sequence numbers to ask for now, lowest first; each call counts as asking. */
  wanted(nowMs: number): number[] {
    const wanted: number[] = [];
    for (const [sequence, missing] of this.#missing) {
      if (missing.asked >= mostAsked || Math.abs(nowMs - missing.askedAtMs) < askAgainAfterMs) continue;
      missing.asked += 1;
      missing.askedAtMs = nowMs;
      wanted.push(sequence & 0xffff);
    }
    return wanted;
  }

  /**
   * Gives up what has been waited for long enough. A process that stood still meanwhile did not wait: what came lies in its socket yet.
   */
  expire(nowMs: number): void {
    const sinceMs = nowMs - (this.#expiredAtMs ?? nowMs);
    this.#expiredAtMs = nowMs;
    if (sinceMs > stoodStillMs) for (const missing of this.#missing.values()) missing.sinceMs += sinceMs;
    for (;;) {
      const oldest = this.#missing.entries().next().value;
      // A clock that was set back must not hold anything up.
      if (oldest === undefined || Math.abs(nowMs - oldest[1].sinceMs) < reorderWaitMs) return;
      this.#giveUp();
    }
  }

  /** Gives up everything that is missing, at once. */
  flush(): void {
    while (this.#missing.size > 0) this.#giveUp();
  }

  #start(sequence: number): void {
    this.#next = sequence;
    this.#highest = sequence - 1;
  }

  #nextOr(sequence: number): number {
    return this.#next ?? sequence;
  }

  /** Declares the run of missing packets at the front lost and goes on behind it. */
  #giveUp(): void {
    let next = this.#nextOr(0);
    let packets = 0;
    while (this.#missing.delete(next)) {
      this.#remember(next);
      next += 1;
      packets += 1;
    }
    this.#next = next;
    this.#sink.lost(packets);
    this.#release();
  }

  #remember(sequence: number): void {
    this.#givenUp.add(sequence);
    if (this.#givenUp.size <= mostGivenUp) return;
    const oldest = this.#givenUp.values().next().value;
    if (oldest !== undefined) this.#givenUp.delete(oldest);
  }

  #release(): void {
    let next = this.#nextOr(0);
    for (let packet = this.#held.get(next); packet !== undefined; packet = this.#held.get(next)) {
      this.#held.delete(next);
      this.#next = next + 1;
      this.#sink.packet(packet, next);
      next += 1;
    }
  }
}
