import type { Router } from 'mediasoup/types';
import type { Level } from '../engine/engine.ts';
import { routerCodecs } from './codecs.ts';
import type { MediaWorker } from './media-worker.ts';
import { VoiceObserver } from './voice-observer.ts';

export interface LessonRouter {
  readonly router: Router;
  readonly media: MediaWorker;
  /** Measures what is heard here. */
  readonly voices: VoiceObserver;
  /** Gives it back; the last one out closes it. */
  release(): void;
}

interface Entry {
  made: Promise<{ router: Router; voices: VoiceObserver }>;
  users: number;
}

/** One lesson's routers: one on each worker that carries seats of it, closed with the last of them. */
export class LessonRouters {
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<(levels: Level[]) => void>();

  /** The workers that this lesson is on. */
  get workerIds(): ReadonlySet<string> {
    return new Set(this.#entries.keys());
  }

  /** A place for one seat of this lesson on that worker. */
  async acquire(media: MediaWorker): Promise<LessonRouter> {
    const { workerId } = media;
    const entry = this.#entries.get(workerId) ?? {
      made: this.#make(media),
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
      entry.made.then(({ router }) => router.close()).catch(() => {});
    };
    try {
      return { ...(await entry.made), media, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Calls back with what is heard on any of them. Returns its undo. */
  onLevels(listener: (levels: Level[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #make({ worker }: MediaWorker): Promise<{ router: Router; voices: VoiceObserver }> {
    const router = await worker.createRouter({ mediaCodecs: routerCodecs });
    const voices = new VoiceObserver(router, (levels) => {
      for (const listener of this.#listeners) listener(levels);
    });
    return { router, voices };
  }
}
