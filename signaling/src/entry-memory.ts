import type { LessonEntry } from '../protocol/lesson.ts';

/** The latest entries of a log, so that a browser that was away for a moment needs no read. */
export class EntryMemory {
  readonly #most: number;
  #entries: LessonEntry[] = [];

  /** Keeps at least `most` entries, and at most twice as many. */
  constructor(most: number) {
    this.#most = most;
  }

  push(entries: readonly LessonEntry[]): void {
    this.#entries.push(...entries);
    if (this.#entries.length > 2 * this.#most) this.#entries = this.#entries.slice(-this.#most);
  }

  /** The entries after a sequence number; undefined when they reach further back than the memory. */
  after(sequence: number, last: number): LessonEntry[] | undefined {
    if (sequence >= last) return [];
    const first = this.#entries[0];
    if (!first || first.sequence > sequence + 1) return undefined;
    return this.#entries.slice(sequence + 1 - first.sequence);
  }
}
