import { clearLine, type LineConditions } from './conditions.ts';
import { createLoss } from './loss.ts';
import { seededRandom } from './random.ts';

/** When a packet comes out, or why it does not. */
export type Passage = { readonly dueMs: number } | { readonly lost: 'loss' | 'queue' | 'down' };

/** Counts of one direction since it began. */
export interface LineCounts {
  readonly packets: number;
  readonly bytes: number;
  readonly lost: number;
  readonly overflowed: number;
  readonly lostWhileDown: number;
}

/** The shortest wait of a TCP sender before it sends again (RFC 6298 asks 1 s, Linux takes 200 ms). */
const retransmissionMs = 200;

/**
 * One direction of a line: a token bucket with a bounded queue, then loss, delay and jitter. It has no clock and no
 * sockets; whoever owns it says what time it is, in milliseconds that never go back.
 */
export class Line {
  readonly #isLost: (conditions: LineConditions) => boolean;
  readonly #jitter: () => number;
  #conditions = clearLine;
  /** When the rate has let everything pass that was admitted. */
  #freeAtMs = Number.NEGATIVE_INFINITY;
  #lastDueMs = Number.NEGATIVE_INFINITY;
  readonly #counts = { packets: 0, bytes: 0, lost: 0, overflowed: 0, lostWhileDown: 0 };

  constructor(seed: number, name: string) {
    this.#isLost = createLoss(seededRandom(seed, `${name} loss`));
    this.#jitter = seededRandom(seed, `${name} jitter`);
  }

  get conditions(): LineConditions {
    return this.#conditions;
  }

  get counts(): LineCounts {
    return { ...this.#counts };
  }

  set(change: Partial<LineConditions>): void {
    this.#conditions = { ...this.#conditions, ...change };
    if (this.#conditions.rateBps === null) this.#freeAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Bytes that wait for the rate. */
  waitingBytes(nowMs: number): number {
    const { rateBps } = this.#conditions;
    return rateBps === null ? 0 : (Math.max(0, this.#freeAtMs - nowMs) * rateBps) / 8_000;
  }

  /** A datagram comes in. */
  pass(lengthBytes: number, nowMs: number): Passage {
    this.#counts.packets += 1;
    this.#counts.bytes += lengthBytes;
    const lost = this.#isLost(this.#conditions);
    if (this.#conditions.down) {
      this.#counts.lostWhileDown += 1;
      return { lost: 'down' };
    }
    if (this.waitingBytes(nowMs) + lengthBytes > this.#conditions.queueBytes && this.#conditions.rateBps !== null) {
      this.#counts.overflowed += 1;
      return { lost: 'queue' };
    }
    const leavesMs = this.#leave(lengthBytes, nowMs);
    // Lost on the way: it has taken its share of the rate.
    if (lost) {
      this.#counts.lost += 1;
      return { lost: 'loss' };
    }
    return { dueMs: this.#arrive(leavesMs) };
  }

  /**
   * A piece of a byte stream comes in: nothing of it may be missing, so a loss holds the stream up as long as TCP takes
   * to send again, and a full queue is for its owner to respect (see {@link waitingBytes}).
   */
  carry(lengthBytes: number, nowMs: number): number {
    this.#counts.packets += 1;
    this.#counts.bytes += lengthBytes;
    let leavesMs = this.#leave(lengthBytes, nowMs);
    if (this.#isLost(this.#conditions)) {
      this.#counts.lost += 1;
      leavesMs += Math.max(retransmissionMs, 2 * this.#conditions.delayMs);
    }
    return this.#arrive(leavesMs);
  }

  #leave(lengthBytes: number, nowMs: number): number {
    const { rateBps, burstBytes } = this.#conditions;
    if (rateBps === null) return nowMs;
    const takesMs = (lengthBytes * 8_000) / rateBps;
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs - (burstBytes * 8_000) / rateBps) + takesMs;
    return Math.max(nowMs, this.#freeAtMs);
  }

  #arrive(leavesMs: number): number {
    const { delayMs, jitterMs } = this.#conditions;
    const draw = this.#jitter();
    this.#lastDueMs = Math.max(this.#lastDueMs, leavesMs + delayMs + draw * jitterMs);
    return this.#lastDueMs;
  }
}
