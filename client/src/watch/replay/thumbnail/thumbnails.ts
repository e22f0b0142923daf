import { segmentAt } from '../segment-choice.ts';
import type { SegmentLoader } from '../segment-loader.ts';
import type { ReplayTrack } from '../timeline.ts';
import { decodePicture } from './decode-picture.ts';

/** So many pictures are kept, each about 230 kB. */
const keptPictures = 60;
/** Whoever runs over the timeline asks for nothing. */
const restMs = 80;
/** The smallest layer's segments are far below this. */
const mostBytes = 2 * 1024 * 1024;

/**
 * Small pictures of moments, for one who looks for a place: from the key frame that begins the smallest layer's segment there. One file at
 * a time is on its way; whoever goes on to another moment calls it off. Owned by the replay's player.
 */
export class Thumbnails {
  readonly #loader: SegmentLoader;
  /** By segment, in the order in which they were last asked for. */
  readonly #kept = new Map<string, ImageBitmap>();
  #loading: { path: string; stop: AbortController; picture: Promise<ImageBitmap | null> } | null = null;
  #closed = false;

  constructor(loader: SegmentLoader) {
    this.#loader = loader;
  }

  /** The picture of a moment; null when there is none, or another one was asked for meanwhile. Stays the owner's: do not close it. */
  at(track: ReplayTrack, positionMs: number): Promise<ImageBitmap | null> {
    const [smallest] = track.layers;
    const found = smallest && segmentAt(track.layers, smallest, positionMs);
    if (!found || found.segment.lengthBytes > mostBytes || this.#closed) return Promise.resolve(null);
    const { path } = found.segment;
    const kept = this.#kept.get(path);
    if (kept) {
      this.cancel();
      this.#keep(path, kept);
      return Promise.resolve(kept);
    }
    if (this.#loading?.path === path) return this.#loading.picture;
    this.cancel();
    const stop = new AbortController();
    const picture = this.#load(found, stop.signal)
      .catch(() => null)
      .finally(() => {
        // What failed is tried again at the next asking.
        if (this.#loading?.stop === stop) this.#loading = null;
      });
    this.#loading = { path, stop, picture };
    return picture;
  }

  /** Nothing is looked for any more. */
  cancel(): void {
    this.#loading?.stop.abort();
    this.#loading = null;
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.cancel();
    for (const picture of this.#kept.values()) picture.close();
    this.#kept.clear();
  }

  async #load(
    { layer, segment }: NonNullable<ReturnType<typeof segmentAt>>,
    signal: AbortSignal,
  ): Promise<ImageBitmap> {
    await rest(signal);
    const { path, initPath, startMs } = segment;
    const [init, media] = await Promise.all([
      initPath === path ? null : this.#loader.loadInit(initPath),
      this.#loader.load(path, signal),
    ]);
    const picture = await decodePicture({ layer, startMs, init, media }, signal);
    if (this.#closed) {
      picture.close();
      throw new DOMException('closed', 'AbortError');
    }
    this.#keep(path, picture);
    return picture;
  }

  #keep(path: string, picture: ImageBitmap): void {
    this.#kept.delete(path);
    this.#kept.set(path, picture);
    const [oldest] = this.#kept;
    if (!oldest || this.#kept.size <= keptPictures) return;
    this.#kept.delete(oldest[0]);
    oldest[1].close();
  }
}

const rest = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, restMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
