import type { Logger } from 'pino';
import { pause } from './command-line.ts';

const repeatMs = 300;

export interface StepsOptions {
  /** Changes when the lesson has moved on: a step may be another one then. */
  sequence: () => number;
  /** Nothing more is tried. */
  isOver: () => boolean;
  signal: AbortSignal;
  logger: Logger;
}

/** Steps of a recording, which follow each other; one that fails is tried again until the recording is over. Owned by it. */
export class Steps {
  readonly #options: StepsOptions;
  #work: Promise<void> = Promise.resolve();

  constructor(options: StepsOptions) {
    this.#options = options;
  }

  next(step: () => Promise<void>): void {
    const { sequence, isOver, signal, logger } = this.#options;
    this.#work = this.#work.then(async () => {
      while (!signal.aborted && !isOver()) {
        const begunAt = sequence();
        try {
          return await step();
        } catch (error) {
          if (sequence() !== begunAt) continue;
          logger.warn({ err: error }, 'a step failed and is tried again');
          await pause(repeatMs, signal);
        }
      }
    });
  }

  /** The steps so far are done, or given up. */
  settle(): Promise<void> {
    return this.#work;
  }
}
