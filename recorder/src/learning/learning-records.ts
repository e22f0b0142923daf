import type { Logger } from 'pino';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { isCode, isThere } from '../archive/files.ts';
import { findArchives } from '../archive-tool/list.ts';
import { deliver } from './delivery/deliver.ts';
import { readDelivery } from './delivery/delivery-state.ts';
import { Lrs } from './delivery/lrs.ts';
import { type Pauses, usualPauses } from './delivery/patience.ts';
import { exportApart } from './export-apart.ts';
import type { Exported } from './export-xapi.ts';
import { LearningFolder } from './learning-folder.ts';
import type { XapiEnvironment } from './xapi-environment.ts';

export interface LearningRecordsOptions extends XapiEnvironment {
  archivesPath: string;
  logger: Logger;
  pauses?: Pauses;
}

/**
 * Keeps the learning records of all archives: written when a lesson is over, and delivered where there is a Learning
 * Record Store. The outbox is the archives themselves, so that a restart goes on where it was. Owned by the recorder process.
 */
export class LearningRecords {
  readonly #options: LearningRecordsOptions;
  readonly #logger: Logger;
  readonly #lrs: Lrs | null;
  readonly #settings: string;
  readonly #closing = new AbortController();
  #writing: Promise<void> = Promise.resolve();
  #delivering: Promise<void> = Promise.resolve();

  constructor(options: LearningRecordsOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'LearningRecords' });
    this.#lrs = options.lrs && new Lrs(options.lrs);
    this.#settings = JSON.stringify(options.settings);
  }

  /** Looks through all archives for records that are not written, or not delivered. */
  start(): void {
    this.#writing = this.#writing.then(async () => {
      for (const archive of await findArchives(this.#options.archivesPath)) {
        if (this.#closing.signal.aborted) return;
        if (!(await this.#isDone(archive).catch(() => false))) await this.#write(archive);
      }
    });
    this.#writing = this.#writing.catch((error: unknown) =>
      this.#logger.error({ err: error }, 'archives not looked through'),
    );
  }

  /** A lesson is over, and its log is whole. `name`: of the archive's folder. */
  lessonOver(name: string): void {
    this.#writing = this.#writing.then(() => this.#write(new ArchiveFolder(this.#options.archivesPath, name)));
  }

  /** Lets go; what is not delivered is at the next start. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#writing;
    await this.#delivering;
  }

  async #isDone(archive: ArchiveFolder): Promise<boolean> {
    const folder = new LearningFolder(archive);
    if (this.#lrs === null) return await isThere(folder.statements);
    const state = await readDelivery(folder.delivery);
    return state?.done === true && state.url === this.#lrs.url && state.settings === this.#settings;
  }

  async #write(archive: ArchiveFolder): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const logger = this.#logger.child({ archive: archive.lessonId });
    try {
      const { archivesPath, settings } = this.#options;
      const exported = await exportApart({ archivesPath, name: archive.name, settings }, this.#closing.signal);
      if (exported === null) return;
      const { statements, pupils } = exported;
      logger.info({ statements, pupils }, 'learning records written');
      this.#deliverNext(archive, exported, logger);
    } catch (error) {
      // A lesson that is being recorded for the first time may have no log yet.
      if (!isCode(error, 'ENOENT') && !this.#closing.signal.aborted)
        logger.error({ err: error }, 'learning records not written');
    }
  }

  /** One archive after the other: it is one store that takes them. */
  #deliverNext(archive: ArchiveFolder, { sha256 }: Exported, logger: Logger): void {
    const lrs = this.#lrs;
    if (lrs === null) return;
    this.#delivering = this.#delivering.then(async () => {
      const { signal } = this.#closing;
      if (signal.aborted) return;
      const { pauses = usualPauses } = this.#options;
      const folder = new LearningFolder(archive);
      try {
        const state = await deliver({ folder, lrs, sha256, settings: this.#settings, pauses, logger, signal });
        const { delivered, known, refused } = state;
        if (state.done) logger.info({ url: lrs.url, delivered, known, refused }, 'learning records delivered');
      } catch (error) {
        logger.error({ err: error }, 'learning records not delivered; again at the next start');
      }
    });
  }
}
