import type { LessonEntry } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from './archive-folder.ts';
import { ChainedFile } from './chained-file.ts';
import { type ChainTail, emptyChain } from './hash-chain.ts';
import { PublicRecord } from './public-record.ts';
import { TrackLives } from './track-lives.ts';

/**
 * The lesson's log as the archive keeps it: whole in `private/log.jsonl`, and what everyone may see in `events.jsonl`, each a
 * chain of hashes. Both end when the archive is sealed.
 */
export class LogCopy {
  readonly record = new PublicRecord();
  readonly lives = new TrackLives();
  readonly lessonId: string;
  readonly #log: ChainedFile;
  readonly #events: ChainedFile;
  /** Line of the whole log from which on it was damaged when it was opened; null when it was not. */
  readonly damagedLine: number | null;
  #isSealed = false;

  private constructor(lessonId: string, log: ChainedFile, events: ChainedFile, damagedLine: number | null) {
    this.lessonId = lessonId;
    this.#log = log;
    this.#events = events;
    this.damagedLine = damagedLine;
  }

  /** Folds what an earlier recorder kept, and completes the public copy from it. A sealed one is only read. `check` is called before each write. */
  static async open(
    folder: ArchiveFolder,
    { frozen, check }: { frozen: boolean; check?: () => Promise<void> },
  ): Promise<LogCopy> {
    const { lessonId } = folder;
    const log = await ChainedFile.open({
      path: folder.log,
      mode: 0o600,
      empty: emptyChain('log', lessonId),
      frozen,
      check,
    });
    const events = await ChainedFile.open({
      path: folder.events,
      mode: 0o644,
      empty: emptyChain('events', lessonId),
      frozen,
      check,
    });
    const copy = new LogCopy(lessonId, log.file, events.file, log.damagedLine);
    // Both files are written by this program only.
    const shown = copy.#fold(log.values as LessonEntry[]);
    if (frozen) copy.seal();
    else if (begins(shown, events.values)) await events.file.append(shown.slice(events.values.length));
    else await events.file.replace(shown);
    return copy;
  }

  /** The ends of both chains. */
  get tails(): { log: ChainTail; events: ChainTail } {
    return { log: this.#log.tail, events: this.#events.tail };
  }

  /** Keeps entries that follow the last one; those that are here already are passed over. Throws what the disk says. */
  async append(entries: readonly LessonEntry[]): Promise<void> {
    const fresh = entries.filter(({ sequence }) => sequence > this.record.state.sequence);
    const shown = this.#fold(fresh);
    if (!this.#isSealed) await Promise.all([this.#log.append(fresh), this.#events.append(shown)]);
  }

  /** Both are complete: what the lesson's log says from now on (that the archive is sealed) is not in them. */
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

  #fold(entries: readonly LessonEntry[]): LessonEntry[] {
    this.lives.fold(entries);
    return this.record.fold(entries);
  }
}

/** Whether one list is the beginning of the other. */
function begins(whole: readonly unknown[], part: readonly unknown[]): boolean {
  return (
    part.length <= whole.length && part.every((value, index) => JSON.stringify(value) === JSON.stringify(whole[index]))
  );
}
