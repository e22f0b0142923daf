import { rename, truncate } from 'node:fs/promises';
import { fileLines } from './file-lines.ts';
import { isCode, writeWhole } from './files.ts';
import { type ChainTail, chainLine, isChained, readChainLine } from './hash-chain.ts';
import { LineFile } from './line-file.ts';

export interface ChainedFileOptions {
  path: string;
  mode: number;
  /** The chain's beginning. */
  empty: ChainTail;
  /** A sealed file: it is read, and never written. */
  frozen: boolean;
  /** Called before each write, and may throw. */
  check?: (() => Promise<void>) | undefined;
}

/** What is in a file of chained lines. */
interface ReadFile {
  values: unknown[];
  tail: ChainTail;
  /** Of the first line that is not what was written; what is behind it cannot be trusted either. */
  damagedLine: number | null;
  isTorn: boolean;
  /** Of all whole lines that hold. */
  lengthBytes: number;
  chained: boolean;
}

/** A file of JSON lines, each with the hash of all before it. Only added to. Owned by the log's copy. */
export class ChainedFile {
  readonly #options: ChainedFileOptions;
  /** Null for a sealed file. */
  #file: LineFile | null;
  #tail: ChainTail;

  private constructor(options: ChainedFileOptions, file: LineFile | null, tail: ChainTail) {
    this.#options = options;
    this.#file = file;
    this.#tail = tail;
  }

  /**
   * Opens it with what it holds. A torn last line goes; behind a damaged line nothing is taken over, and the damaged file is
   * put aside beside it. Lines of before there were chains are chained now.
   */
  static async open(
    options: ChainedFileOptions,
  ): Promise<{ file: ChainedFile; values: unknown[]; damagedLine: number | null }> {
    const { path, mode, frozen, check } = options;
    const read = await readChained(path, options.empty);
    const { values, damagedLine } = read;
    if (frozen) return { file: new ChainedFile(options, null, read.tail), values, damagedLine };
    if (damagedLine !== null) await rename(path, `${path}.damaged`);
    const file = new ChainedFile(options, null, read.tail);
    // On a full disk a file can be cut, and not written anew.
    if (read.isTorn && damagedLine === null) await truncate(path, read.lengthBytes);
    if (damagedLine !== null || !read.chained) await file.replace(values);
    else file.#file = await LineFile.open(path, mode, check);
    return { file, values, damagedLine };
  }

  get tail(): ChainTail {
    return this.#tail;
  }

  /** Throws what the disk says; the lines are not lost then. */
  append(values: readonly unknown[]): Promise<void> {
    return this.#file?.appendText(this.#chain(values)) ?? Promise.resolve();
  }

  /** Writes it anew. */
  async replace(values: readonly unknown[]): Promise<void> {
    const { path, mode, empty, check } = this.#options;
    await this.#file?.close();
    this.#tail = empty;
    await writeWhole(path, this.#chain(values), { sync: true, mode });
    this.#file = await LineFile.open(path, mode, check);
  }

  async sync(): Promise<void> {
    await this.#file?.sync();
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.#file?.close();
  }

  #chain(values: readonly unknown[]): string {
    let text = '';
    for (const value of values) {
      const { line, tail } = chainLine(this.#tail, JSON.stringify(value));
      text += `${line}\n`;
      this.#tail = tail;
    }
    return text;
  }
}

async function readChained(path: string, empty: ChainTail): Promise<ReadFile> {
  const read: ReadFile = {
    values: [],
    tail: empty,
    damagedLine: null,
    isTorn: false,
    lengthBytes: 0,
    chained: true,
  };
  let line = 0;
  try {
    for await (const { bytes, ended } of fileLines(path)) {
      line += 1;
      read.isTorn = !ended;
      if (!ended) break;
      if (line === 1) read.chained = isChained(bytes);
      const checked = readChainLine([read.tail], bytes);
      const value = parse(bytes);
      if (value === undefined || (read.chained && !checked.fits)) {
        read.damagedLine = line;
        break;
      }
      if (checked.fits) read.tail = checked.tail;
      read.values.push(value);
      read.lengthBytes += bytes.length + 1;
    }
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  return read;
}

/** An object without its place in the chain; undefined when it is none. */
function parse(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    if (typeof value !== 'object' || value === null) return undefined;
    const { hash: _, ...rest } = value as { hash?: unknown };
    return rest;
  } catch {
    return undefined;
  }
}
