import type { FileHandle } from 'node:fs/promises';
import type { TapDescription } from '@tongke/signaling/protocol/lesson';
import type { WriteFigures } from '../metrics/recorder-metrics.ts';
import { beginJournalFile, journalFiles, trimJournal } from './journal-folder.ts';
import { JournalBatch } from './journal-format.ts';

/** All records are on their way to the disk after this. With what the disk takes, a power cut costs at most 500 ms. */
const syncMs = 400;
const rotateMs = 5_000;
/** While the disk takes nothing, at most this much waits for it. */
const mostWaitingBytes = 16 * 1024 * 1024;

/**
 * One lesson's journal: every datagram, appended in batches by {@link flush}, before anything else is done with it. Files follow each
 * other every 5 s; {@link trim} removes those whose media stands in segments. Owned by the lesson's capture.
 */
export class JournalWriter {
  readonly #folder: string;
  readonly #onFailure: (error: unknown) => void;
  readonly #figures: WriteFigures | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #batch = new JournalBatch();
  #tap: TapDescription | null = null;
  #file: number;
  #handle: FileHandle;
  #openedAtMs: number;
  #work: Promise<void> = Promise.resolve();
  #syncing: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #unsynced = false;
  #closing: Promise<void> | null = null;

  private constructor(
    folder: string,
    file: number,
    handle: FileHandle,
    onFailure: (error: unknown) => void,
    figures: WriteFigures | undefined,
  ) {
    this.#figures = figures;
    this.#folder = folder;
    this.#file = file;
    this.#handle = handle;
    this.#onFailure = onFailure;
    this.#openedAtMs = performance.now();
    this.#timer = setInterval(() => this.#sync(), syncMs);
  }

  /** Begins a new file behind those that are there. `onFailure` hears of every write that the disk refused. */
  static async open(
    folder: string,
    onFailure: (error: unknown) => void,
    figures?: WriteFigures,
  ): Promise<JournalWriter> {
    const { file, handle } = await beginJournalFile(folder, (await journalFiles(folder)).at(-1) ?? 0);
    return new JournalWriter(folder, file, handle, onFailure, figures);
  }

  /** Number of the file that is being written. */
  get file(): number {
    return this.#file;
  }

  datagram(atMs: number, datagram: Buffer): void {
    if (this.#waitingBytes + this.#batch.lengthBytes > mostWaitingBytes) return;
    this.#batch.datagram(atMs, datagram);
  }

  tap(atMs: number, tap: TapDescription): void {
    this.#tap = tap;
    this.#batch.tap(atMs, tap);
  }

  /** Begins another file when the present one is 5 s old, and removes those below `oldestNeeded`. */
  rotate(atMs: number, oldestNeeded: number | null): void {
    if (this.#closing !== null || performance.now() - this.#openedAtMs < rotateMs) return;
    this.#openedAtMs = performance.now();
    this.flush();
    this.#file += 1;
    const file = this.#file;
    if (this.#tap !== null) this.#batch.tap(atMs, this.#tap);
    // The file before the present one stays: it holds what is still being put in order.
    const below = Math.min(oldestNeeded ?? file - 1, file - 1);
    this.#enqueue(async () => {
      const { handle } = await beginJournalFile(this.#folder, file - 1);
      const former = this.#handle;
      this.#handle = handle;
      await this.#syncing;
      await former.close();
      await trimJournal(this.#folder, below);
    });
  }

  /** Writes and syncs what there is. With `discard` all files go: their media is in segments. Idempotent. */
  close({ discard }: { discard: boolean }): Promise<void> {
    this.#closing ??= this.#close(discard);
    return this.#closing;
  }

  async #close(discard: boolean): Promise<void> {
    clearInterval(this.#timer);
    this.flush();
    await this.#work;
    this.#sync();
    await this.#syncing;
    await this.#handle.close();
    if (discard) await trimJournal(this.#folder, this.#file + 1);
  }

  /** Writes what has come since the last time, together. To be called every 40 ms or so: what kill -9 costs. */
  flush(): void {
    if (this.#batch.lengthBytes === 0) return;
    const batch = this.#batch.take();
    this.#waitingBytes += batch.length;
    this.#enqueue(async () => {
      try {
        for (let offset = 0; offset < batch.length; ) {
          const { bytesWritten } = await this.#handle.write(batch, offset);
          offset += bytesWritten;
        }
        this.#unsynced = true;
        this.#figures?.journalWritten(batch.length);
      } finally {
        this.#waitingBytes -= batch.length;
      }
    });
  }

  #sync(): void {
    if (!this.#unsynced) return;
    this.#unsynced = false;
    const handle = this.#handle;
    // Beside the writes, which a slow disk would otherwise hold up.
    this.#syncing = this.#syncing.then(() => this.#datasync(handle)).catch(this.#onFailure);
  }

  async #datasync(handle: FileHandle): Promise<void> {
    const begunAt = performance.now();
    await handle.datasync();
    this.#figures?.journalSynced(performance.now() - begunAt);
  }

  #enqueue(action: () => Promise<void>): void {
    this.#work = this.#work.then(action).catch((error: unknown) => {
      // What follows a torn batch in the same file would never be read.
      this.#openedAtMs = Number.NEGATIVE_INFINITY;
      this.#onFailure(error);
    });
  }
}
