import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { type AppendResult, LogCorrupted, LogUnavailable, type Stamped } from './log.ts';
import { scanLogFile } from './log-file-scan.ts';
import { chain, decodeLine, emptyTail, encodeLine, type Tail } from './record.ts';

/** What a log file needs from its folder. */
export interface LogFileSurroundings {
  readonly logger: Logger;
  /** Opens a file as `node:fs/promises` does. */
  readonly openFile: (path: string, flags: string, mode?: number) => Promise<FileHandle>;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves when enough appends have been waited for. */
  readonly gather: () => Promise<void>;
  /** Called after a durable append, before it is answered. */
  readonly onAppended: (name: string, last: number) => void;
}

interface WaitingAppend {
  readonly expected: number;
  readonly count: number;
  readonly entries: string;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: LogUnavailable) => void;
}

/** The most that is written before a sync, so that one flood does not hold up its own first answers. */
const GROUP_BYTES = 4_194_304;
const READ_BYTES = 262_144;

/** One log as a file of one record per line. Its owner sees to it that nobody else writes the file. */
export class LogFile {
  readonly #name: string;
  readonly #path: string;
  readonly #surroundings: LogFileSurroundings;
  #handle: FileHandle | undefined;
  #tail: Tail;
  #lasts: number[] = [];
  #ends: number[] = [];
  #waiting: WaitingAppend[] = [];
  #committing: Promise<void> | undefined;
  /** Bytes may stand behind the last durable record, after a write that failed. */
  #dirty = false;
  /** The file's name is durable in its folder. */
  #named = false;

  private constructor(name: string, path: string, surroundings: LogFileSurroundings) {
    this.#name = name;
    this.#path = path;
    this.#surroundings = surroundings;
    this.#tail = emptyTail(name);
  }

  /**
   * Opens a log, checks it whole, and cuts off a torn last line. A log without a file is empty, and gets its file with its first append.
   *
   * @throws {LogCorrupted | LogUnavailable}
   */
  static async open(name: string, path: string, surroundings: LogFileSurroundings): Promise<LogFile> {
    const file = new LogFile(name, path, surroundings);
    try {
      await file.#recover();
    } catch (cause) {
      await file.close();
      if (cause instanceof LogCorrupted) throw cause;
      throw new LogUnavailable(`Log file ${path} cannot be opened`, { cause });
    }
    return file;
  }

  /** The last durable sequence. */
  get last(): number {
    return this.#tail.last;
  }

  /** Appends `count` entries, already encoded, as {@link Log.append} promises. */
  append(expected: number, count: number, entries: string): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ expected, count, entries, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /** Reads durable entries, as {@link Log.read} promises. */
  async read(after: number, limit: number): Promise<Stamped<unknown>[]> {
    const found: Stamped<unknown>[] = [];
    // Those of now: appends that become durable meanwhile only lengthen them.
    const [lasts, ends] = [this.#lasts, this.#ends];
    let index = firstAbove(lasts, after);
    while (found.length < limit && index < lasts.length && this.#handle) {
      const start = ends[index - 1] ?? 0;
      let stop = index + 1;
      while (stop < lasts.length && (lasts[stop - 1] ?? 0) < after + limit && (ends[stop] ?? 0) - start <= READ_BYTES)
        stop++;
      const bytes = Buffer.allocUnsafe((ends[stop - 1] ?? 0) - start);
      await readFully(this.#handle, bytes, start, this.#path);
      for (const line of bytes.toString().trimEnd().split('\n')) {
        const record = decodeLine(line);
        if (!record) throw new LogCorrupted(`${this.#path}: a record that could be read before no longer can`);
        const entries: unknown[] = JSON.parse(record.entries);
        entries.forEach((entry, offset) => {
          const sequence = record.first + offset;
          if (sequence > after && found.length < limit) found.push({ sequence, at: record.at, entry });
        });
      }
      index = stop;
    }
    return found;
  }

  /** Waits for the appends under way, then lets go of the file. */
  async close(): Promise<void> {
    await this.#committing;
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #recover(): Promise<void> {
    try {
      this.#handle = await this.#surroundings.openFile(this.#path, 'r+');
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return;
      throw cause;
    }
    this.#named = true;
    const { tail, lasts, ends, torn } = await scanLogFile(this.#handle, this.#name, this.#path);
    [this.#tail, this.#lasts, this.#ends] = [tail, lasts, ends];
    if (!torn) return;
    await this.#cut();
    this.#surroundings.logger.warn(
      { file: this.#path, cutBytes: torn.lengthBytes, cutEntries: torn.entries, last: tail.last },
      'cut off a torn last line, which was never answered',
    );
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#surroundings.gather();
      let [count, lengthBytes] = [0, 0];
      while (count < this.#waiting.length && lengthBytes < GROUP_BYTES)
        lengthBytes += this.#waiting[count++]?.entries.length ?? 0;
      await this.#commit(this.#waiting.splice(0, count));
    }
    this.#committing = undefined;
  }

  async #commit(group: readonly WaitingAppend[]): Promise<void> {
    let tail = this.#tail;
    let text = '';
    let end = this.#end;
    const lasts: number[] = [];
    const ends: number[] = [];
    const results = group.map(({ expected, count, entries }): AppendResult => {
      if (expected !== tail.last) return { ok: false, reason: 'conflict', last: tail.last };
      const last = tail.last + count;
      const at = Math.max(Math.trunc(this.#surroundings.now()), tail.at);
      const record = { first: tail.last + 1, last, at, hash: chain(tail, last, entries), entries };
      const line = `${encodeLine(record)}\n`;
      text += line;
      end += Buffer.byteLength(line);
      lasts.push(last);
      ends.push(end);
      tail = { last, at, hash: record.hash };
      return { ok: true, at, last };
    });
    try {
      if (text) await this.#write(text);
    } catch (cause) {
      const reason = new LogUnavailable(`Log file ${this.#path} cannot be written`, { cause });
      this.#surroundings.logger.error(
        { err: cause, file: this.#path },
        'an append could not be written, and was taken back',
      );
      for (const { reject } of group) reject(reason);
      return;
    }
    this.#tail = tail;
    this.#lasts.push(...lasts);
    this.#ends.push(...ends);
    if (text) this.#surroundings.onAppended(this.#name, tail.last);
    group.forEach(({ resolve }, index) => {
      const result = results[index];
      if (result) resolve(result);
    });
  }

  get #end(): number {
    return this.#ends.at(-1) ?? 0;
  }

  async #write(text: string): Promise<void> {
    if (this.#dirty) await this.#cut();
    const handle = this.#handle && this.#named ? this.#handle : await this.#create();
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length; ) {
        written += (await handle.write(bytes, written, bytes.length - written, this.#end + written)).bytesWritten;
      }
      await handle.datasync();
    } catch (cause) {
      this.#dirty = true;
      // Should this fail too, the next append tries again before it writes.
      await this.#cut().catch(() => undefined);
      throw cause;
    }
  }

  async #create(): Promise<FileHandle> {
    this.#handle ??= await this.#surroundings.openFile(this.#path, 'wx+', 0o600);
    // The folder's own sync makes the new file's name durable.
    const folder = await this.#surroundings.openFile(dirname(this.#path), 'r');
    await folder.sync().finally(() => folder.close());
    this.#named = true;
    return this.#handle;
  }

  async #cut(): Promise<void> {
    await this.#handle?.truncate(this.#end);
    await this.#handle?.datasync();
    this.#dirty = false;
  }
}

function firstAbove(sorted: readonly number[], bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function readFully(handle: FileHandle, bytes: Buffer, position: number, path: string): Promise<void> {
  for (let filled = 0; filled < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled);
    if (bytesRead === 0) throw new LogCorrupted(`${path} is shorter than what was written to it`);
    filled += bytesRead;
  }
}
