interface Sample {
  offsetMs: number;
  roundTripMs: number;
}

const keptSamples = 8;

/** The lesson's clock as this page knows it: the page's own plus an offset, taken from the quickest of the last answers. */
export class LessonClock {
  readonly #now: () => number;
  #samples: Sample[] = [];
  #guessMs = 0;

  /** `now`: the page's clock, milliseconds since the epoch. */
  constructor(now: () => number = () => performance.timeOrigin + performance.now()) {
    this.#now = now;
  }

  /** The lesson clock now, milliseconds since the epoch. */
  now(): number {
    return this.#now() + this.offsetMs;
  }

  /** Lesson clock minus the page's. */
  get offsetMs(): number {
    return this.#best?.offsetMs ?? this.#guessMs;
  }

  /** Of the quickest recent answer; null before the first. */
  get roundTripMs(): number | null {
    return this.#best?.roundTripMs ?? null;
  }

  /** A time told without a question: off by the time that it was under way. */
  guess(at: number): void {
    this.#guessMs = at - this.#now();
  }

  /** Asks once. Throws what `ask` throws. */
  async measure(ask: () => Promise<{ at: number }>): Promise<void> {
    const asked = this.#now();
    const { at } = await ask();
    const answered = this.#now();
    const sample = { offsetMs: at - (asked + answered) / 2, roundTripMs: answered - asked };
    this.#samples = [...this.#samples, sample].slice(-keptSamples);
  }

  get #best(): Sample | undefined {
    return this.#samples.reduce<Sample | undefined>(
      (best, sample) => (best && best.roundTripMs <= sample.roundTripMs ? best : sample),
      undefined,
    );
  }
}
