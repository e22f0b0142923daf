import { type CardReading, CardVotes } from '../core/card/card-votes.ts';
import type { PictureRead, PictureToRead } from '../core/card/card-worker.ts';
import { Watched } from '../core/watched.ts';

/** What the room's camera has shown so far. */
export interface CardsSeen {
  /** Of the picture that was read last. */
  width: number;
  height: number;
  readings: readonly CardReading[];
}

/** Least time between two pictures: a cheap PC has a lesson to show as well. */
const pauseMs = 220;

/** Reads cards in what a video element plays, in a worker, until it is closed. `onFailed`: this browser cannot. */
export class CardCamera {
  readonly seen = new Watched<CardsSeen>({ width: 0, height: 0, readings: [] });
  readonly #votes = new CardVotes();
  readonly #worker = new Worker(new URL('../core/card/card-worker.ts', import.meta.url), { type: 'module' });
  readonly #video: HTMLVideoElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(video: HTMLVideoElement, onFailed: () => void) {
    this.#video = video;
    this.#worker.addEventListener('error', onFailed);
    this.#worker.addEventListener('message', ({ data }: MessageEvent<PictureRead>) => {
      this.#votes.add(data.sightings);
      this.seen.set({ width: data.width, height: data.height, readings: this.#votes.readings });
      this.#later();
    });
    void this.#read();
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#worker.terminate();
  }

  #later(): void {
    this.#timer = setTimeout(() => void this.#read(), pauseMs);
  }

  async #read(): Promise<void> {
    // Nothing to see yet: the camera is starting.
    const picture = await createImageBitmap(this.#video).catch(() => null);
    if (this.#closed) picture?.close();
    else if (picture) this.#worker.postMessage({ picture } satisfies PictureToRead, [picture]);
    else this.#later();
  }
}
