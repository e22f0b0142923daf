import { type FileHandle, open } from 'node:fs/promises';

const unchecked = async (): Promise<void> => {};

/** A file of JSON lines that is only added to. What the disk refuses is kept and tried again with the next line. */
export class LineFile {
  readonly #handle: FileHandle;
  readonly #check: () => Promise<void>;
  #lengthBytes: number;
  #waiting = '';
  #unsynced = false;
  #work: Promise<void> = Promise.resolve();
  #closing: Promise<void> | null = null;

  private constructor(handle: FileHandle, lengthBytes: number, check: () => Promise<void>) {
    this.#handle = handle;
    this.#check = check;
    this.#lengthBytes = lengthBytes;
  }

  /** `check` is called before each write, and may throw. */
  static async open(path: string, mode: number, check: () => Promise<void> = unchecked): Promise<LineFile> {
    const handle = await open(path, 'a', mode);
    return new LineFile(handle, (await handle.stat()).size, check);
  }

  /** Returns when the lines are written. Throws what the disk says; the lines are not lost then. */
  append(lines: readonly unknown[]): Promise<void> {
    return this.appendText(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  /** The same for whole lines with their ends. */
  appendText(text: string): Promise<void> {
    this.#waiting += text;
    const written = this.#work.then(() => this.#write());
    this.#work = written.catch(() => {});
    return written;
  }

  /** What is written outlives a power cut once this returns. */
  async sync(): Promise<void> {
    await this.#work;
    if (!this.#unsynced || this.#closing !== null) return;
    this.#unsynced = false;
    await this.#handle.datasync();
  }

  /** Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#work.then(() => this.#handle.close());
    return this.#closing;
  }

  async #write(): Promise<void> {
    if (this.#waiting === '') return;
    await this.#check();
    const text = Buffer.from(this.#waiting);
    this.#waiting = '';
    try {
      await this.#handle.writeFile(text);
      this.#lengthBytes += text.length;
      this.#unsynced = true;
    } catch (error) {
      this.#waiting = text.toString() + this.#waiting;
      // A line that was written in part would spoil the next one.
      await this.#handle.truncate(this.#lengthBytes).catch(() => {});
      throw error;
    }
  }
}
