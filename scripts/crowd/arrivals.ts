import type { Arrival } from './rtcp.ts';
import type { RtpHeader } from './rtp.ts';

const wrapMs = 64_000;

/** A packet as it came, before its time is set right. */
interface Raw {
  readonly transportSequence: number;
  readonly sentMs: number;
  readonly atMs: number;
}

/**
 * Collects what transport-wide feedback tells. One thread serves the whole crowd, so a packet may wait for it longer than
 * for any line, and a sender that believed those times would see a jam and send less. What a line does to packets, it does
 * to all of them for a while; so each packet is told to have come as long after it was sent as the quickest of its
 * neighbours (this batch and the one before).
 */
export class Arrivals {
  #batch: Raw[] = [];
  #formerQuickestMs = Number.POSITIVE_INFINITY;
  #lastToldMs = Number.NEGATIVE_INFINITY;
  #firstSentMs: number | undefined;

  add({ transportSequence, sentMs = 0 }: RtpHeader, atMs: number): void {
    if (transportSequence === undefined) return;
    this.#firstSentMs ??= sentMs;
    // Unwrapped beside the arrival, which is never half a wrap away from it.
    const elapsedMs = (((sentMs - this.#firstSentMs) % wrapMs) + wrapMs) % wrapMs;
    const wraps = Math.round((atMs - elapsedMs) / wrapMs);
    this.#batch.push({ transportSequence, sentMs: elapsedMs + wraps * wrapMs, atMs });
  }

  /** What has come since the last call, in the order of sending, without repeats. */
  take(): Arrival[] {
    const batch = inOrder(this.#batch);
    this.#batch = [];
    if (batch.length === 0) return [];
    const quickestMs = Math.min(...batch.map(({ atMs, sentMs }) => atMs - sentMs));
    const transitMs = Math.min(quickestMs, this.#formerQuickestMs);
    this.#formerQuickestMs = quickestMs;
    return batch.map(({ transportSequence, sentMs }) => {
      this.#lastToldMs = Math.max(this.#lastToldMs, sentMs + transitMs);
      return { transportSequence, atMs: this.#lastToldMs };
    });
  }
}

/** Sorts by transport-wide number, across its wrap, and drops repeats. */
function inOrder(batch: readonly Raw[]): Raw[] {
  const base = batch[0]?.transportSequence ?? 0;
  const distance = ({ transportSequence }: Raw) => ((transportSequence - base + 0x8000) & 0xffff) - 0x8000;
  const sorted = [...batch].sort((a, b) => distance(a) - distance(b));
  return sorted.filter((arrival, index) => arrival.transportSequence !== sorted[index - 1]?.transportSequence);
}
