/** How fast files come over the line: a mean that forgets, weighted by size. */
export class LineMeter {
  #lengthBytes = 0;
  #durationMs = 0;
  #roundTripMs = Number.POSITIVE_INFINITY;

  /** Null until enough has come to judge by. Bits per second. */
  get lineBps(): number | null {
    return this.#lengthBytes < 128 * 1024 ? null : (this.#lengthBytes * 8_000) / this.#durationMs;
  }

  /** `waitedMs`: from asking to the first byte; `durationMs`: from asking to the last. */
  add(lengthBytes: number, waitedMs: number, durationMs: number): void {
    // The way there and back says nothing about the line's width, and would make small files look slow.
    this.#roundTripMs = Math.min(this.#roundTripMs, waitedMs);
    this.#lengthBytes = this.#lengthBytes * 0.8 + lengthBytes;
    this.#durationMs = this.#durationMs * 0.8 + Math.max(1, durationMs - this.#roundTripMs);
  }
}
