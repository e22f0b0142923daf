import { dirname } from 'node:path';
import type { Logger } from 'pino';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { isThere } from '../archive/files.ts';
import { isUnfinished } from '../archive/is-unfinished.ts';
import { findArchives } from '../archive-tool/list.ts';
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
 * Unites what was recorded twice, and puts what came late where it belongs, one archive after the other, once they are sealed; what an earlier run has left
 * is taken up. A twin that was kept is looked at again at the next start. One process of a data folder does it. Its owner closes it.
 */
export class Unions {
  readonly #options: UnionsOptions;
  readonly #logger: Logger;
  readonly #closing = new AbortController();
  /** Paths of twins of which nothing more is to be had. */
  readonly #kept = new Set<string>();
  /** Archives of which something came late. */
  #late: ArchiveFolder[] = [];
  #isLateKnown = false;
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
    this.#isLateKnown = false;
    this.#lookOnce();
  }

  #lookOnce(): void {
    this.#isNews = true;
    if (this.#isLooking || this.#closing.signal.aborted) return;
    this.#isNews = false;
    this.#isLooking = true;
    this.#work = this.#lookAt()
      .catch((error: unknown) => {
        this.#logger.error({ err: error }, 'twins cannot be looked through');
        return true;
      })
      .then((isToWait) => {
        this.#isLooking = false;
        if (this.#isNews) this.#lookOnce();
        else if (isToWait) this.#lookAgain();
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
    this.#timer = setTimeout(() => this.#lookOnce(), this.#options.againMs ?? 2_000);
  }

  /** Whether any is still waited for. */
  async #lookAt(): Promise<boolean> {
    let isToWait = false;
    if (!this.#isLateKnown) this.#late = await withLateSounds(this.#options.archivesPath);
    this.#isLateKnown = true;
    for (const folder of [...this.#late]) {
      if (this.#closing.signal.aborted) return false;
      if ((await isUnfinished(folder)) || (await this.#do(folder, 'late'))) isToWait = true;
      else this.#late.splice(this.#late.indexOf(folder), 1);
    }
    for (const twin of await findTwins(this.#options.archivesPath)) {
      if (this.#closing.signal.aborted) return false;
      if (this.#kept.has(twin.path)) continue;
      if ((await isWaiting(twin, this.#options.archivesPath)) || (await this.#do(twin, 'twin'))) isToWait = true;
    }
    return isToWait;
  }

  /** Whether it is to be tried again. */
  async #do(folder: ArchiveFolder, kind: 'twin' | 'late'): Promise<boolean> {
    const { archivesPath, keyFile, run } = this.#options;
    const { name, lessonId } = folder;
    const order = { archivesPath, kind, place: dirname(folder.path), name, keyFile };
    try {
      const { state, ...facts } = await run(order, this.#closing.signal);
      if (state === 'waiting') return true;
      if (state === 'kept') this.#kept.add(folder.path);
      this.#logger[state === 'kept' ? 'warn' : 'info']({ lessonId, ...facts }, words[state]);
      return false;
    } catch (error) {
      if (this.#closing.signal.aborted) return false;
      this.#logger.error({ err: error, lessonId }, 'not put into the archive: it is tried again');
      return true;
    }
  }
}

const words = {
  kept: 'the twin is kept',
  united: 'united with its twin',
  healed: 'what came late is in the archive',
} as const;

async function withLateSounds(archivesPath: string): Promise<ArchiveFolder[]> {
  const folders = await findArchives(archivesPath);
  const hasLate = await Promise.all(folders.map(({ late }) => isThere(late)));
  return folders.filter((_, index) => hasLate[index]);
}
