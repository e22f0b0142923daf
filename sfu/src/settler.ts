/**
 * Runs an asynchronous step towards a wanted state: never twice at once, requests within one tick together, and once
 * more when something was asked for while it ran. The step must catch its own errors.
 */
export class Settler {
  readonly #step: () => Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(step: () => Promise<void>) {
    this.#step = step;
  }

  /** Asks for a run soon. */
  schedule(): void {
    void this.settled();
  }

  /** Asks for a run and resolves when nothing is left to do. */
  settled(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#run();
    return this.#running;
  }

  /** No further run starts. */
  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#again && !this.#closed) {
      this.#again = false;
      await this.#step();
    }
    // In the same breath as the check above: whoever asks from now on starts a run of their own.
    this.#running = undefined;
  }
}
