import type { KeptName } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';

/** One piece: a second of sound, a few of pictures. */
const pieceFrames = 50;
const pieceBytes = 256 * 1024;
/** What waits for the track's name or for the disk: a minute of sound and more, some seconds of pictures. */
const mostWaitingBytes = 2 * 2 ** 20;

export type AppendFrames = (name: KeptName, frames: SentFrame[]) => Promise<void>;

/** Gathers the frames of a layer and hands them on in pieces. Never throws: what cannot be kept is left out. Owned by its track. */
export class KeptLayer {
  readonly #append: AppendFrames;
  #name: KeptName | null = null;
  #frames: SentFrame[] = [];
  /** Of these frames, and of them and all that is being written. */
  #gatheredBytes = 0;
  #waitingBytes = 0;
  #next = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(append: AppendFrames) {
    this.#append = append;
  }

  get name(): KeptName | null {
    return this.#name;
  }

  push(rtpTimestamp: number, data: Uint8Array<ArrayBuffer>): void {
    // Counted also where it cannot be kept: then it is known that there was one.
    const number = this.#next;
    this.#next += 1;
    if (this.#waitingBytes + data.length > mostWaitingBytes) return;
    this.#frames.push({ number, rtpTimestamp, data });
    this.#gatheredBytes += data.length;
    this.#waitingBytes += data.length;
    if (this.#frames.length >= pieceFrames || this.#gatheredBytes >= pieceBytes) void this.flush();
  }

  /** The server has given the track its name. */
  named(name: KeptName): void {
    this.#name = name;
  }

  /** Resolves when all that came before is kept. */
  flush(): Promise<void> {
    const name = this.#name;
    if (name === null || this.#frames.length === 0) return this.#work;
    const [frames, bytes] = [this.#frames, this.#gatheredBytes];
    this.#frames = [];
    this.#gatheredBytes = 0;
    this.#work = this.#work
      .then(() => this.#append(name, frames))
      .catch(() => {})
      .then(() => {
        this.#waitingBytes -= bytes;
      });
    return this.#work;
  }
}
