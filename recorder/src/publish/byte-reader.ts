import type { Readable } from 'node:stream';

/** Reads a stream in pieces of the sizes that are asked for. Owns the stream. */
export class ByteReader {
  readonly #stream: Readable;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#stream = stream;
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Fills `target`; returns how many bytes there were, fewer only at the stream's end. */
  async fill(target: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      if (this.#rest.length === 0) {
        // A stream that was cut off has ended.
        const next = await this.#chunks.next().catch(() => ({ done: true, value: undefined }) as const);
        if (next.done) break;
        this.#rest = next.value;
      }
      const taken = this.#rest.subarray(0, target.length - filled);
      target.set(taken, filled);
      filled += taken.length;
      this.#rest = this.#rest.subarray(taken.length);
    }
    return filled;
  }

  /** Idempotent. */
  close(): void {
    this.#stream.destroy();
  }
}
