/** How long is waited between tries. */
export interface Pauses {
  firstMs: number;
  atMostMs: number;
}

/** For a store that is away or in trouble. */
export const usualPauses: Pauses = { firstMs: 1_000, atMostMs: 5 * 60_000 };
/** For one that does not let in: a person has to do something first. */
export const deniedFactor = 30;

/** Doubles the pause from try to try, and spreads it, so that many senders do not come back at one moment. */
export class Patience {
  readonly #pauses: Pauses;
  readonly #random: () => number;
  #tries = 0;

  /** `random`: from 0 to below 1. */
  constructor(pauses: Pauses, random: () => number = Math.random) {
    this.#pauses = pauses;
    this.#random = random;
  }

  /** How long to wait now. `leastMs`: what the other side asked for. */
  nextMs(leastMs = 0): number {
    const { firstMs, atMostMs } = this.#pauses;
    const fullMs = Math.min(atMostMs, firstMs * 2 ** Math.min(this.#tries, 40));
    this.#tries += 1;
    const spreadMs = fullMs * (0.5 + this.#random() / 2);
    // What was asked for is spread upwards only.
    return spreadMs >= leastMs ? spreadMs : leastMs + spreadMs;
  }

  /** It went well: the next trouble begins anew. */
  reset(): void {
    this.#tries = 0;
  }
}
