import type { KeptName } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';

/** Frames of one piece: a second of sound. */
const pieceFrames = 50;
/** Frames that wait for the track's name: a minute of sound. */
const mostWaiting = 3_000;

/** Gathers a track's frames and hands them on in pieces. Never throws: what cannot be kept is left out. Owned by its worker. */
export class KeptTrack {
  readonly #append: (name: KeptName, frames: SentFrame[]) => Promise<void>;
  #name: KeptName | null = null;
  #frames: SentFrame[] = [];
  #next = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(append: (name: KeptName, frames: SentFrame[]) => Promise<void>) {
    this.#append = append;
  }

  get name(): KeptName | null {
    return this.#name;
  }

  push(rtpTimestamp: number, data: Uint8Array<ArrayBuffer>): void {
    const number = this.#next;
    this.#next += 1;
    if (this.#frames.length < mostWaiting) this.#frames.push({ number, rtpTimestamp, data });
    if (this.#frames.length >= pieceFrames) void this.flush();
  }

  /** The server has given the track its name. */
  named(name: KeptName): void {
    this.#name = name;
  }

  /** Resolves when all that came before is kept. */
  flush(): Promise<void> {
    const name = this.#name;
    if (name === null || this.#frames.length === 0) return this.#work;
    const frames = this.#frames;
    this.#frames = [];
    this.#work = this.#work.then(() => this.#append(name, frames)).catch(() => {});
    return this.#work;
  }
}
