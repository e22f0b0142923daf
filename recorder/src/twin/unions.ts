import { dirname } from 'node:path';
import type { Logger } from 'pino';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { findTwins } from './twin-folder.ts';
import { isWaiting } from './unite.ts';
import type { uniteApart } from './unite-apart.ts';

export interface UnionsOptions {
  archivesPath: string;
  keyFile: string;
  run: typeof uniteApart;
  logger: Logger;
  /** How long what cannot be united yet is left alone. Default: 2 s. */
  againMs?: number;
}

/**
 * Unites what was recorded twice, one lesson after the other, once both archives are sealed; what an earlier run has left is taken up. One that was kept
 * is looked at again at the next start. One process of a data folder does it. Its owner closes it.
 */
export class Unions {
  readonly #options: UnionsOptions;
  readonly #logger: Logger;
  readonly #closing = new AbortController();
  /** Paths of twins of which nothing more is to be had. */
  readonly #kept = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;
  #isNews = false;
  #work: Promise<void> = Promise.resolve();

  constructor(options: UnionsOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'Unions' });
  }

  /** Something was sealed, or the process has just begun. */
  look(): void {
    this.#isNews = true;
    if (this.#isLooking || this.#closing.signal.aborted) return;
    this.#isNews = false;
    this.#isLooking = true;
    this.#work = this.#lookAt()
      .catch((error: unknown) => {
        this.#logger.error({ err: error }, 'twins cannot be looked through');
        return true;
      })
      .then((isWaiting) => {
        this.#isLooking = false;
        if (this.#isNews) this.look();
        else if (isWaiting) this.#lookAgain();
      });
  }

  /** Stops what is under way; it is begun anew at the next start. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('closing'));
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#work;
  }

  #lookAgain(): void {
    if (this.#closing.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), this.#options.againMs ?? 2_000);
  }

  /** Whether any is still waited for. */
  async #lookAt(): Promise<boolean> {
    let isWaiting = false;
    for (const twin of await findTwins(this.#options.archivesPath)) {
      if (this.#closing.signal.aborted) return false;
      if (!this.#kept.has(twin.path) && (await this.#unite(twin))) isWaiting = true;
    }
    return isWaiting;
  }

  async #unite(twin: ArchiveFolder): Promise<boolean> {
    const { archivesPath, keyFile, run } = this.#options;
    const { name, lessonId } = twin;
    if (await isWaiting(twin, archivesPath)) return true;
    const order = { archivesPath, twinsPath: dirname(twin.path), name, keyFile };
    try {
      const { state, ...facts } = await run(order, this.#closing.signal);
      if (state === 'waiting') return true;
      if (state === 'kept') this.#kept.add(twin.path);
      const words = state === 'kept' ? 'the twin is kept' : 'united with its twin';
      this.#logger[state === 'kept' ? 'warn' : 'info']({ lessonId, ...facts }, words);
      return false;
    } catch (error) {
      if (this.#closing.signal.aborted) return false;
      this.#logger.error({ err: error, lessonId }, 'the union failed: it is tried again');
      return true;
    }
  }
}
