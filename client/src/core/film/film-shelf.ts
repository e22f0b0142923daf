import type { FilmFetch, FilmFile, MaterialId } from '@tongke/signaling/protocol/lesson';
import { backoffMs } from '../backoff.ts';
import { Watched } from '../watched.ts';

/** What this page has of a film. `ready`: all of it; `streamed`: it comes while it plays; `failed`: it cannot be played here. */
export type ShelfItem =
  | { name: 'waiting' }
  | { name: 'fetching'; receivedBytes: number }
  | { name: FilmFetch; url: string };

/** How a shelf reaches the server and the browser; replaced in tests. */
export interface ShelfSupplies {
  /** The whole file. Rejects with a `MissingFilm` when there is none, with anything else when the line is down. */
  fetch(id: MaterialId, onReceived: (bytes: number) => void, signal: AbortSignal): Promise<Blob>;
  /** Whether this browser can play what stands at the address. */
  canPlay(url: string): Promise<boolean>;
  urlOf(blob: Blob): string;
  revoke(url: string): void;
  /** Where a film is streamed from, by ranges. */
  streamOf(id: MaterialId): string;
}

/** The server has no such file. */
export class MissingFilm extends Error {}

/** A longer film is streamed: a cheap PC keeps what is fetched in its memory. */
const fetchedLengthBytes = 300 * 1024 * 1024;

/**
 * Fetches the films of a lesson ahead, one after the other in their order, so that they start everywhere at once. A film that
 * is needed before it is there is streamed, and not fetched as well: the line is thin.
 */
export class FilmShelf {
  readonly items = new Watched<ReadonlyMap<MaterialId, ShelfItem>>(new Map());
  readonly ahead: boolean;
  readonly #supplies: ShelfSupplies;
  #files: readonly FilmFile[] = [];
  #fetching: { id: MaterialId; stop: AbortController } | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `ahead`: whether films are fetched before they are needed, as rooms do; elsewhere they are streamed when they are. */
  constructor(ahead: boolean, supplies: ShelfSupplies) {
    this.ahead = ahead;
    this.#supplies = supplies;
  }

  /** Takes the lesson's films, whole: fetches what is new, lets go of what was taken out. */
  follow(files: readonly FilmFile[]): void {
    if (files === this.#files || this.#closed) return;
    this.#files = files;
    const kept = new Set(files.map(({ materialId }) => materialId));
    const items = new Map([...this.items.get()].filter(([id]) => kept.has(id)));
    for (const [id, item] of this.items.get()) if (!kept.has(id)) this.#letGo(item);
    for (const id of kept) if (!items.has(id)) items.set(id, { name: 'waiting' });
    if (this.#fetching && !kept.has(this.#fetching.id)) this.#stop();
    this.items.set(items);
    this.#next();
  }

  /** A film is to be played now: where from. What is not there is streamed from here on. */
  take(id: MaterialId): string | null {
    const item = this.items.get().get(id);
    if (item?.name === 'ready' || item?.name === 'streamed') return item.url;
    if (item?.name === 'failed' || this.#closed) return null;
    if (this.#fetching?.id === id) this.#stop();
    const url = this.#supplies.streamOf(id);
    this.#set(id, { name: 'streamed', url });
    this.#next();
    return url;
  }

  /** What was to be played cannot be: the browser said so. */
  refuse(id: MaterialId): void {
    const item = this.items.get().get(id);
    if (!item || item.name === 'failed') return;
    this.#letGo(item);
    this.#set(id, { name: 'failed', url: '' });
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    clearTimeout(this.#timer);
    for (const item of this.items.get().values()) this.#letGo(item);
    this.items.set(new Map());
  }

  #next(): void {
    if (!this.ahead || this.#fetching || this.#closed) return;
    const waiting = this.#files.find(({ materialId }) => this.items.get().get(materialId)?.name === 'waiting');
    if (!waiting) return;
    const { materialId: id, lengthBytes } = waiting;
    if (lengthBytes > fetchedLengthBytes) {
      this.take(id);
      return;
    }
    const stop = new AbortController();
    this.#fetching = { id, stop };
    this.#set(id, { name: 'fetching', receivedBytes: 0 });
    this.#fetch(id, stop.signal).finally(() => {
      if (this.#fetching?.stop !== stop) return;
      this.#fetching = null;
      this.#next();
    });
  }

  async #fetch(id: MaterialId, signal: AbortSignal): Promise<void> {
    try {
      const told = (receivedBytes: number) => {
        if (!signal.aborted) this.#set(id, { name: 'fetching', receivedBytes });
      };
      const url = this.#supplies.urlOf(await this.#supplies.fetch(id, told, signal));
      const isPlayable = !signal.aborted && (await this.#supplies.canPlay(url));
      if (signal.aborted || !isPlayable) this.#supplies.revoke(url);
      if (signal.aborted) return;
      this.#attempt = 0;
      this.#set(id, isPlayable ? { name: 'ready', url } : { name: 'failed', url: '' });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof MissingFilm) this.#set(id, { name: 'failed', url: '' });
      else await this.#waitForLine(id, signal);
    }
  }

  async #waitForLine(id: MaterialId, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#timer = setTimeout(resolve, backoffMs(this.#attempt, 1_000, 30_000));
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#attempt += 1;
    if (!signal.aborted) this.#set(id, { name: 'waiting' });
  }

  #stop(): void {
    const fetching = this.#fetching;
    this.#fetching = null;
    fetching?.stop.abort();
  }

  #letGo(item: ShelfItem): void {
    if (item.name === 'ready') this.#supplies.revoke(item.url);
  }

  #set(id: MaterialId, item: ShelfItem): void {
    if (this.#closed || !this.items.get().has(id)) return;
    this.items.set(new Map(this.items.get()).set(id, item));
  }
}
