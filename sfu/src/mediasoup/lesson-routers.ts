import type { Router } from 'mediasoup/types';
import { routerCodecs } from './codecs.ts';
import type { MediaWorker } from './media-worker.ts';

export interface LessonRouter {
  readonly router: Router;
  readonly media: MediaWorker;
  /** Gives it back; the last one out closes it. */
  release(): void;
}

interface Entry {
  router: Promise<Router>;
  users: number;
}

/** One lesson's routers: one on each worker that carries seats of it, closed with the last of them. */
export class LessonRouters {
  readonly #entries = new Map<string, Entry>();

  /** The workers that this lesson is on. */
  get workerIds(): ReadonlySet<string> {
    return new Set(this.#entries.keys());
  }

  /** A place for one seat of this lesson on that worker. */
  async acquire(media: MediaWorker): Promise<LessonRouter> {
    const { workerId } = media;
    const entry = this.#entries.get(workerId) ?? {
      router: media.worker.createRouter({ mediaCodecs: routerCodecs }),
      users: 0,
    };
    entry.users += 1;
    // Counted before anything is awaited, so that seats that open together do not all choose the same worker.
    media.load.seats += 1;
    this.#entries.set(workerId, entry);
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      entry.users -= 1;
      media.load.seats -= 1;
      if (entry.users > 0) return;
      if (this.#entries.get(workerId) === entry) this.#entries.delete(workerId);
      entry.router.then((router) => router.close()).catch(() => {});
    };
    try {
      return { router: await entry.router, media, release };
    } catch (error) {
      release();
      throw error;
    }
  }
}
