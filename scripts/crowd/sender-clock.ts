/** A sender's own crystal, which runs so many millionths fast (slow: below zero). Milliseconds as of `performance.now`. */
export class SenderClock {
  readonly #originMs = performance.now();
  readonly #pace: number;

  constructor(fastPpm: number) {
    this.#pace = 1 + fastPpm / 1e6;
  }

  nowMs(): number {
    return this.#originMs + (performance.now() - this.#originMs) * this.#pace;
  }

  /** What a moment of this clock is on the true one. */
  trueMs(ownMs: number): number {
    return this.#originMs + (ownMs - this.#originMs) / this.#pace;
  }
}
