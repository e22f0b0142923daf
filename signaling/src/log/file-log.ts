import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppendListeners } from './append-listeners.ts';
import { lockFolder } from './folder-lock.ts';
import { type AppendResult, assertLogName, DEFAULT_READ_LIMIT, type Log, LogUnavailable, type Stamped } from './log.ts';
import { LogFile, type LogFileSurroundings } from './log-file.ts';
import { encodeEntries } from './record.ts';

/** How a file log is made. */
export interface FileLogOptions {
  /** The folder of the logs, made when missing; this process alone may write it. */
  readonly folder: string;
  readonly logger: Logger;
  /**
   * How long an append waits for others to share its sync, in milliseconds, 0 to 5, default 0: those that arrive in the same turn of
   * the event loop or while the last sync is under way. (A sync takes 0.25 ms on a solid-state disk; raise it for slower ones.)
   */
  readonly gatherMs?: number;
  /** How many files are kept open at most while nobody uses them; default 256. */
  readonly idleFiles?: number;
  /** The clock, in milliseconds since the epoch; default `Date.now`. */
  readonly now?: LogFileSurroundings['now'];
  /** Opens a file; default that of `node:fs/promises`. */
  readonly openFile?: LogFileSurroundings['openFile'];
}

interface OpenFile {
  readonly file: Promise<LogFile>;
  /** How many calls use it now. */
  users: number;
}

const EXTENSION = '.jsonl';

/**
 * Opens the log of a machine that has no Redis: a folder with one JSONL file per log, one line per append, each line's hash
 * following from the line before (see {@link Tail}).
 *
 * @throws {LogUnavailable} The folder cannot be used, or another process uses it.
 */
export async function openFileLog(options: FileLogOptions): Promise<Log> {
  const folder = resolve(options.folder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new LogUnavailable(`The log folder ${folder} cannot be made`, { cause });
  }
  return new FileLog(folder, lockFolder(folder), options);
}

class FileLog implements Log {
  readonly #folder: string;
  readonly #unlock: () => void;
  readonly #idleFiles: number;
  readonly #listeners: AppendListeners;
  readonly #surroundings: LogFileSurroundings;
  /** In the order of their last use. */
  readonly #files = new Map<string, OpenFile>();
  readonly #closingFiles = new Set<Promise<void>>();
  readonly #calls = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(
    folder: string,
    unlock: () => void,
    { logger, gatherMs = 0, idleFiles = 256, now, openFile }: FileLogOptions,
  ) {
    this.#folder = folder;
    this.#unlock = unlock;
    this.#idleFiles = idleFiles;
    this.#listeners = new AppendListeners(logger);
    this.#surroundings = {
      logger,
      openFile: openFile ?? open,
      now: now ?? Date.now,
      gather: gatherMs > 0 ? () => delay(Math.min(gatherMs, 5)) : () => nextTurn(),
      onAppended: (name, last) => this.#listeners.tell(name, last),
    };
  }

  async append<E>(name: string, expected: number, entries: readonly E[]): Promise<AppendResult> {
    assertLogName(name);
    const encoded = encodeEntries(entries);
    return this.#use(name, (file) => file.append(expected, entries.length, encoded));
  }

  async read<E = unknown>(name: string, after: number, limit = DEFAULT_READ_LIMIT): Promise<Stamped<E>[]> {
    assertLogName(name);
    return this.#use(name, (file) => file.read(after, limit) as Promise<Stamped<E>[]>);
  }

  async last(name: string): Promise<number> {
    assertLogName(name);
    return this.#use(name, async (file) => file.last);
  }

  async names(prefix = ''): Promise<string[]> {
    this.#assertOpen();
    const files = (await readdir(this.#folder)).filter((file) => file.endsWith(EXTENSION) && file.startsWith(prefix));
    // A first append that failed leaves an empty file.
    const filled = await Promise.all(files.map(async (file) => (await stat(join(this.#folder, file))).size > 0));
    return files
      .filter((_, index) => filled[index])
      .map((file) => file.slice(0, -EXTENSION.length))
      .sort();
  }

  async remove(name: string): Promise<void> {
    assertLogName(name);
    await this.#use(name, async (file) => {
      this.#files.delete(name);
      await file.close();
      await rm(join(this.#folder, name + EXTENSION), { force: true });
    });
  }

  onAppended(name: string, listener: (last: number) => void): () => void {
    assertLogName(name);
    const { remove } = this.#listeners.add(name, listener);
    return () => void remove();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#calls);
    for (const name of [...this.#files.keys()]) this.#release(name);
    await Promise.all(this.#closingFiles);
    this.#listeners.clear();
    this.#unlock();
  }

  #assertOpen(): void {
    if (this.#closed) throw new LogUnavailable('The log is closed');
  }

  async #use<T>(name: string, call: (file: LogFile) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const opened = this.#files.get(name) ?? { file: this.#openFile(name), users: 0 };
    this.#files.delete(name);
    this.#files.set(name, opened);
    opened.users++;
    const running = opened.file.then(call);
    this.#calls.add(running);
    try {
      return await running;
    } catch (cause) {
      if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
      throw new LogUnavailable(`Log ${name} failed`, { cause });
    } finally {
      this.#calls.delete(running);
      opened.users--;
      this.#trim();
    }
  }

  async #openFile(name: string): Promise<LogFile> {
    try {
      return await LogFile.open(name, join(this.#folder, name + EXTENSION), this.#surroundings);
    } catch (cause) {
      // Forgotten, so that a mended file is opened anew.
      this.#files.delete(name);
      throw cause;
    }
  }

  #trim(): void {
    for (const [name, { users }] of this.#files) {
      if (this.#files.size <= this.#idleFiles) return;
      if (users === 0) this.#release(name);
    }
  }

  #release(name: string): void {
    const released = this.#files.get(name);
    this.#files.delete(name);
    if (!released) return;
    const closing = released.file
      .then((file) => file.close())
      .catch((err: unknown) => this.#surroundings.logger.warn({ err, log: name }, 'a log file did not close'))
      .finally(() => this.#closingFiles.delete(closing));
    this.#closingFiles.add(closing);
  }
}
