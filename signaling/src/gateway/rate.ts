/** Lets `most` calls pass in each window; the cheapest form that bounds one socket. */
export class RateGate {
  readonly #most: number;
  readonly #windowMs: number;
  #windowStart = 0;
  #count = 0;

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** How many times over the limit the present window is: up to 1 is allowed. */
  pressure(now: number): number {
    if (now - this.#windowStart >= this.#windowMs) {
      this.#windowStart = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count / this.#most;
  }
}
