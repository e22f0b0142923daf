import { randomId } from '../random-id.ts';
import type { EdgeCall, EdgeCalls, FromEdge, MediaKind, TeeOptions, ToEdge } from './edge-messages.ts';
import { layersOf } from './layers-of.ts';

/** Held while a lesson is sent from this browser, by every page that does; what is brought afterwards waits for it. */
export const lessonLock = 'tongke-lesson';

/** Of a worker's start, by whoever joins before it: then the session goes on without. */
const mostWaitMs = 300;

/** Keeps what one session sends, until it is closed. */
export interface EdgeTee {
  /** Resolves when it can keep, or at the latest shortly after the session began: whoever joins at once waits for no more. */
  readonly ready: Promise<void>;
  /** To be called as a sender is made: later no browser takes it. Returns what to call once the server has named the track. */
  attach(sender: RTCRtpSender, kind: MediaKind): ((trackId: string) => void) | null;
  /** Idempotent. */
  close(): void;
}

/** The page's side of the worker that keeps what is sent. */
export class EdgeKeeper {
  readonly #worker = new Worker(new URL('./edge-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, { done: (answer: never) => void; fail: (error: Error) => void }>();
  #next = 0;
  #isReady = false;
  readonly #started = Promise.withResolvers<void>();

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromEdge>) => {
      if (data.id === 'ready') {
        this.#isReady = true;
        this.#started.resolve();
        performance.mark('tongke:edgeReady');
        return;
      }
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('failed' in data) waiting?.fail(new Error(data.failed));
      else waiting?.done(data.answer as never);
    });
  }

  /** Throws what the worker could not do. */
  ask<Call extends EdgeCall>(call: Call, input: EdgeCalls[Call][0]): Promise<EdgeCalls[Call][1]> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#worker.postMessage({ id, call, input } as ToEdge);
    });
  }

  open(lessonId: string): EdgeTee {
    const keys: string[] = [];
    const released = Promise.withResolvers<void>();
    void navigator.locks.request(lessonLock, { mode: 'shared' }, () => released.promise);
    const patience = new Promise<void>((resolve) => setTimeout(resolve, mostWaitMs));
    return {
      ready: Promise.race([this.#started.promise, patience]),
      attach: (sender, kind) => {
        // A worker that is not there yet would hold sound and pictures back.
        if (!this.#isReady) return null;
        const key = randomId();
        sender.transform = new RTCRtpScriptTransform(this.#worker, { key, kind } satisfies TeeOptions);
        keys.push(key);
        return (trackId) =>
          void layersOf(sender, kind)
            .then((layers) => this.ask('named', { key, lessonId, trackId, layers }))
            .catch(() => {});
      },
      close: () => {
        for (const key of keys.splice(0)) void this.ask('closed', { key }).catch(() => {});
        released.resolve();
      },
    };
  }
}

const isSupported = (): boolean =>
  globalThis.isSecureContext &&
  typeof RTCRtpScriptTransform === 'function' &&
  typeof navigator.storage?.getDirectory === 'function' &&
  typeof navigator.locks?.query === 'function';

let shared: EdgeKeeper | null = null;

/** The page's own; null in a browser that cannot keep what it sends. Its worker is started by the first call. */
export function startEdgeKeeper(): EdgeKeeper | null {
  if (isSupported()) shared ??= new EdgeKeeper();
  return shared;
}
