import type { FilmClock } from '../../core/film/film-player.ts';

/** The one clock that all tracks of a replay follow. Position in milliseconds on the lesson's timeline. */
export class ReplayClock {
  readonly #now: () => number;
  #positionMs = 0;
  #since = 0;
  #running = false;
  #rate = 1;

  /** `now`: a monotonic clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get running(): boolean {
    return this.#running;
  }

  get rate(): number {
    return this.#rate;
  }

  get positionMs(): number {
    return this.#running ? this.#positionMs + (this.#now() - this.#since) * this.#rate : this.#positionMs;
  }

  start(): void {
    if (this.#running) return;
    this.#since = this.#now();
    this.#running = true;
  }

  stop(): void {
    this.#positionMs = this.positionMs;
    this.#running = false;
  }

  seek(positionMs: number): void {
    this.#positionMs = positionMs;
    this.#since = this.#now();
  }

  setRate(rate: number): void {
    this.seek(this.positionMs);
    this.#rate = rate;
  }

  /** Moves the clock a little, towards the sound that it follows. */
  nudge(byMs: number): void {
    this.seek(this.positionMs + byMs);
  }
}

/** The lesson's clock as it goes in a replay. `startedAt`: of the timeline's zero, milliseconds since the epoch. */
export const lessonClockOf = (clock: ReplayClock, startedAt: number): FilmClock => ({
  now: () => startedAt + clock.positionMs,
  get rate() {
    return clock.rate;
  },
  get running() {
    return clock.running;
  },
});
