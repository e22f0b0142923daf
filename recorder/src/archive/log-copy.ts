import type { LessonEntry } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from './archive-folder.ts';
import { readLines } from './files.ts';
import { LineFile } from './line-file.ts';
import { PublicRecord } from './public-record.ts';

/** The lesson's log as the archive keeps it: whole in `private/log.jsonl`, and what everyone may see in `events.jsonl`. */
export class LogCopy {
  readonly record = new PublicRecord();
  readonly #log: LineFile;
  readonly #events: LineFile;
  #isSealed = false;

  private constructor(log: LineFile, events: LineFile) {
    this.#log = log;
    this.#events = events;
  }

  /** Folds what an earlier recorder kept, and completes the public copy from it. */
  static async open(folder: ArchiveFolder): Promise<LogCopy> {
    // Both files are written by this program only.
    const entries = (await readLines(folder.log)) as LessonEntry[];
    const shown = (await readLines(folder.events)) as LessonEntry[];
    const copy = new LogCopy(await LineFile.open(folder.log, 0o600), await LineFile.open(folder.events, 0o644));
    const visible = copy.record.fold(entries);
    const shownUntil = shown.at(-1)?.sequence ?? 0;
    await copy.#events.append(visible.filter(({ sequence }) => sequence > shownUntil));
    return copy;
  }

  /** Keeps entries that follow the last one; those that are here already are passed over. Throws what the disk says. */
  async append(entries: readonly LessonEntry[]): Promise<void> {
    const fresh = entries.filter(({ sequence }) => sequence > this.record.state.sequence);
    const shown = this.record.fold(fresh);
    await Promise.all([this.#log.append(fresh), this.#isSealed ? null : this.#events.append(shown)]);
  }

  /** The public copy is complete: what the lesson's log says from now on (that the archive is sealed) is not in it. */
  seal(): void {
    this.record.seal();
    this.#isSealed = true;
  }

  async sync(): Promise<void> {
    await Promise.all([this.#log.sync(), this.#events.sync()]);
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await Promise.all([this.#log.close(), this.#events.close()]);
  }
}
