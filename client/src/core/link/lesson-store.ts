import {
  emptyLesson,
  evolveAll,
  type LessonEntry,
  type LessonState,
  type Welcome,
} from '@tongke/signaling/protocol/lesson';
import { Watched } from '../watched.ts';

/** This seat's part of the lesson: the same fold as the server's, over what the seat may see. */
export class LessonStore {
  readonly lesson = new Watched<LessonState>(emptyLesson);
  readonly #listeners = new Set<(entry: LessonEntry) => void>();
  /** How far the log is covered, including what this seat may not see; null before the first welcome. */
  #covered: number | null = null;

  /** Where to resume from: see `LinkAuth.after`. */
  get after(): number | null {
    return this.#covered;
  }

  welcome({ snapshot }: Pick<Welcome, 'snapshot'>): void {
    if (!snapshot) return;
    this.#covered = snapshot.sequence;
    this.lesson.set(snapshot);
  }

  /** Folds what is new; entries that were already folded are passed over. */
  append({ sequence, entries }: { sequence: number; entries: readonly LessonEntry[] }): void {
    const covered = this.#covered ?? 0;
    const fresh = entries.filter((entry) => entry.sequence > covered);
    this.#covered = Math.max(covered, sequence);
    if (fresh.length === 0) return;
    this.lesson.set(evolveAll(this.lesson.get(), fresh));
    for (const entry of fresh) for (const listener of [...this.#listeners]) listener(entry);
  }

  /** Calls the listener with each new entry after it is folded; not for what a snapshot holds. Returns its undo. */
  onEntry(listener: (entry: LessonEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
