/** Turns a counter that wraps (sequence numbers, RTP timestamps) into one that does not. Owned by one stream. */
export class Unwrapper {
  readonly #modulus: number;
  #last: number | null = null;

  constructor(bits: 16 | 32) {
    this.#modulus = 2 ** bits;
  }

  /** The value nearest to the last one; the first is taken as it is, one turn up so that none before it is negative. */
  unwrap(value: number): number {
    const unwrapped = this.peek(value);
    this.#last = unwrapped;
    return unwrapped;
  }

  /** As {@link unwrap}, without moving on. */
  peek(value: number): number {
    if (this.#last === null) return this.#modulus + value;
    const forward = (value - (this.#last % this.#modulus) + this.#modulus) % this.#modulus;
    return this.#last + (forward < this.#modulus / 2 ? forward : forward - this.#modulus);
  }
}
