import { emptyLesson, evolveAll, type LessonEntry, type LessonState } from '@tongke/signaling/protocol/lesson';

/** How many entries lie between two remembered states: a seek folds at most so many. */
const stride = 64;

/** The lesson's state at any moment of its replay, folded from the same events as when it was live. */
export class LessonFold {
  readonly #entries: readonly LessonEntry[];
  readonly #startedAt: number;
  readonly #checkpoints: LessonState[] = [emptyLesson];
  #last = { count: 0, state: emptyLesson };

  /** `startedAt`: lesson clock of the timeline's zero, milliseconds since the epoch. */
  constructor(entries: readonly LessonEntry[], startedAt: number) {
    this.#entries = entries;
    this.#startedAt = startedAt;
  }

  /** The state after all entries up to a moment, milliseconds on the timeline. The same object while nothing changes. */
  stateAt(positionMs: number): LessonState {
    const count = this.#countUntil(this.#startedAt + positionMs);
    if (count === this.#last.count) return this.#last.state;
    const near = this.#nearest(count);
    let state = near.state;
    for (let done = near.count; done < count; ) {
      const next = Math.min(count, (Math.floor(done / stride) + 1) * stride);
      state = evolveAll(state, this.#entries.slice(done, next));
      done = next;
      if (done % stride === 0 && done / stride === this.#checkpoints.length) this.#checkpoints.push(state);
    }
    this.#last = { count, state };
    return state;
  }

  #nearest(count: number): { count: number; state: LessonState } {
    const index = Math.min(Math.floor(count / stride), this.#checkpoints.length - 1);
    const checkpoint = { count: index * stride, state: this.#checkpoints[index] ?? emptyLesson };
    return this.#last.count <= count && this.#last.count > checkpoint.count ? this.#last : checkpoint;
  }

  #countUntil(at: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
