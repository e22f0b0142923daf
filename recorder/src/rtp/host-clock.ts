/** Two hosts' clocks that differ by less than this, in milliseconds, are taken for one: the way of a report is part of it. */
const sameClockMs = 250;

/**
 * How far the clock of a pipe's far end is from ours. All streams of a pipe come from one host, so they share one answer:
 * a report that a busy machine reads late must not put one track apart from the others.
 */
export class HostClock {
  readonly #onMeasured: (measuredMs: number, appliedMs: number, nowMs: number) => void;
  #offsetMs: number | null = null;

  /** `onMeasured` hears how far apart the clocks were found, and what is added for it. */
  constructor(onMeasured: (measuredMs: number, appliedMs: number, nowMs: number) => void = () => {}) {
    this.#onMeasured = onMeasured;
  }

  /** What to add to the host's times; the first report decides. @param ntpMs and nowMs in milliseconds since the epoch */
  offsetMs(ntpMs: number, nowMs: number): number {
    if (this.#offsetMs === null) {
      const apartMs = nowMs - ntpMs;
      this.#offsetMs = Math.abs(apartMs) < sameClockMs ? 0 : apartMs;
      this.#onMeasured(apartMs, this.#offsetMs, nowMs);
    }
    return this.#offsetMs;
  }
}
