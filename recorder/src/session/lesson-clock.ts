/** Less than this cannot be told from the way of a message on one machine. */
const noiseMs = 3;

/** The lesson clock as this process knows it: its own, which never jumps, plus an offset. Owned by the lesson's link. */
export class LessonClock {
  #offsetMs = 0;

  /** Milliseconds since the epoch. */
  nowMs(): number {
    return ownMs() + this.#offsetMs;
  }

  /** A time told without a question; taken only when it is far off. */
  guess(at: number): void {
    if (Math.abs(at - this.nowMs()) > 1_000) this.#offsetMs = at - ownMs();
  }

  /** Asks once. Throws what `ask` throws. */
  async measure(ask: () => Promise<{ at: number }>): Promise<void> {
    const asked = ownMs();
    const { at } = await ask();
    const answered = ownMs();
    const offsetMs = at - (asked + answered) / 2;
    const isSame = Math.abs(offsetMs - this.#offsetMs) <= noiseMs + (answered - asked) / 2;
    if (!isSame) this.#offsetMs = offsetMs;
  }
}

const ownMs = (): number => performance.timeOrigin + performance.now();
