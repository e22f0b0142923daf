/** How fast files come over the line: a mean that forgets, weighted by size. */
export class LineMeter {
  #lengthBytes = 0;
  #durationMs = 0;

  /** Null until enough has come to judge by. Bits per second. */
  get lineBps(): number | null {
    return this.#lengthBytes < 64 * 1024 ? null : (this.#lengthBytes * 8_000) / Math.max(1, this.#durationMs);
  }

  add(lengthBytes: number, durationMs: number): void {
    this.#lengthBytes = this.#lengthBytes * 0.8 + lengthBytes;
    this.#durationMs = this.#durationMs * 0.8 + durationMs;
  }
}
