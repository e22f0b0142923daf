import type { MaterialId } from '@tongke/signaling/protocol/lesson';
import { backoffMs } from '../backoff.ts';

/** How a shelf gets a file, and waits. Throws when it cannot be had. */
export interface ShelfDoor {
  fetch(id: MaterialId, signal: AbortSignal, isUrgent: boolean): Promise<Blob>;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  now(): number;
}

/** The longest that a shelf rests after a file, so that the lesson has the line. */
const longestRestMs = 4_000;

/**
 * Keeps files in memory, so that a page turns without the network. Fetches ahead one by one, and rests after each for as
 * long as it took: half of a thin line stays with the lesson. What is shown now is fetched at once. Never gives up.
 */
export class MaterialShelf {
  readonly #door: ShelfDoor;
  readonly #kept = new Map<MaterialId, string>();
  readonly #coming = new Map<MaterialId, Promise<void>>();
  readonly #listeners = new Set<() => void>();
  readonly #abort = new AbortController();
  #ahead: readonly MaterialId[] = [];
  #isRunning = false;

  constructor(door: ShelfDoor) {
    this.#door = door;
  }

  /** An address of a file that is here, for this page only; null while it is not. */
  urlOf = (id: MaterialId): string | null => this.#kept.get(id) ?? null;

  /** Calls the listener whenever a file has come. Returns its undo. */
  onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Of those that were asked for ahead, how many are here. */
  get progress(): { here: number; wanted: number } {
    return { here: this.#ahead.filter((id) => this.#kept.has(id)).length, wanted: this.#ahead.length };
  }

  /** Fetches these in this order, in place of those that were asked for before; lets go of all others. */
  ahead(ids: readonly MaterialId[]): void {
    this.#ahead = ids;
    const wanted = new Set(ids);
    for (const [id, url] of this.#kept) {
      if (wanted.has(id)) continue;
      URL.revokeObjectURL(url);
      this.#kept.delete(id);
    }
    if (!this.#isRunning) void this.#run();
  }

  /** Fetches one at once, for it is to be seen now. Idempotent. */
  now(id: MaterialId): void {
    void this.#bring(id, true).catch(() => {
      // It is on the list as well, and comes when the line is back.
    });
  }

  /** Lets go of everything. Idempotent. */
  close(): void {
    this.#abort.abort();
    for (const url of this.#kept.values()) URL.revokeObjectURL(url);
    this.#kept.clear();
    this.#listeners.clear();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    const { signal } = this.#abort;
    for (let failures = 0; !signal.aborted; ) {
      const next = this.#ahead.find((id) => !this.#kept.has(id));
      if (next === undefined) break;
      const startedAt = this.#door.now();
      try {
        await this.#bring(next, false);
        failures = 0;
        await this.#door.wait(Math.min(longestRestMs, this.#door.now() - startedAt), signal);
      } catch {
        if (signal.aborted) break;
        // One that cannot be had now must not keep the others away.
        this.#ahead = [...this.#ahead.filter((id) => id !== next), ...this.#ahead.filter((id) => id === next)];
        await this.#door.wait(backoffMs(failures, 500, 15_000), signal).catch(() => {});
        failures += 1;
      }
    }
    this.#isRunning = false;
  }

  #bring(id: MaterialId, isUrgent: boolean): Promise<void> {
    if (this.#kept.has(id)) return Promise.resolve();
    const coming = this.#coming.get(id);
    if (coming) return coming;
    const bringing = this.#fetch(id, isUrgent).finally(() => this.#coming.delete(id));
    this.#coming.set(id, bringing);
    return bringing;
  }

  async #fetch(id: MaterialId, isUrgent: boolean): Promise<void> {
    const { signal } = this.#abort;
    const blob = await this.#door.fetch(id, signal, isUrgent);
    if (signal.aborted) return;
    this.#kept.set(id, URL.createObjectURL(blob));
    for (const listener of [...this.#listeners]) listener();
  }
}
