import type { Logger } from 'pino';
import type { Keeper } from './keeper.ts';

const everyMs = 6 * 3_600_000;
/** Not at once: a recorder that starts has lessons to take up first. */
const firstMs = 60_000;

/** Deletes what is due by the rules of retention, every six hours. Its owner closes it. */
export class RetentionClock {
  readonly #keeper: Pick<Keeper, 'expire'>;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(keeper: Pick<Keeper, 'expire'>, logger: Logger) {
    this.#keeper = keeper;
    this.#logger = logger.child({ class: 'RetentionClock' });
    this.#timer = setTimeout(() => this.#look(), firstMs);
    this.#timer.unref();
  }

  /** What is under way is finished. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#work;
  }

  #look(): void {
    this.#work = this.#keeper
      .expire(Date.now(), { dryRun: false })
      .then((kept) => {
        for (const { lessonId, refusal } of kept) {
          if (refusal === null) this.#logger.info({ lessonId }, 'archive deleted by retention');
          else this.#logger.warn({ lessonId, reason: refusal.reason }, 'archive due and not deleted');
        }
      })
      .catch((error: unknown) => this.#logger.error({ err: error }, 'retention could not be kept'))
      .then(() => {
        if (this.#closed) return;
        this.#timer = setTimeout(() => this.#look(), everyMs);
        this.#timer.unref();
      });
  }
}
