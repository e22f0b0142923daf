/** Does things in the order in which they were given, each at its time, with one timer for all. */
export class Deliveries {
  readonly #waiting: { dueMs: number; deliver: () => void }[] = [];
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #held = false;

  /** `dueMs` on the clock of `performance.now()`, not before the last one's. */
  add(dueMs: number, deliver: () => void): void {
    if (!this.#held && this.#next === this.#waiting.length && dueMs <= performance.now()) {
      deliver();
      return;
    }
    this.#waiting.push({ dueMs, deliver });
    this.#arm();
  }

  /** While held nothing is delivered; what is due then comes at once when it is let go. */
  hold(held: boolean): void {
    this.#held = held;
    this.#arm();
  }

  /** Forgets what waits. Idempotent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.length = 0;
    this.#next = 0;
    this.#held = true;
  }

  #arm(): void {
    const first = this.#waiting[this.#next];
    if (this.#held) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else if (first !== undefined && this.#timer === undefined) {
      this.#timer = setTimeout(() => this.#run(), Math.max(0, first.dueMs - performance.now()));
    }
  }

  #run(): void {
    this.#timer = undefined;
    const nowMs = performance.now();
    for (let entry = this.#waiting[this.#next]; entry !== undefined; entry = this.#waiting[this.#next]) {
      if (entry.dueMs > nowMs || this.#held) break;
      this.#next += 1;
      entry.deliver();
    }
    if (this.#next > 1_000 || this.#next === this.#waiting.length) {
      this.#waiting.splice(0, this.#next);
      this.#next = 0;
    }
    this.#arm();
  }
}
