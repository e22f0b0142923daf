import type { SeatConsumers, SeatMedia, TrackSource } from '@tongke/signaling/protocol/lesson';
import { backoffMs } from '../backoff.ts';
import type { LessonLink } from '../link/lesson-link.ts';
import { randomId } from '../random-id.ts';
import { Watched } from '../watched.ts';
import { Looks } from './looks.ts';
import type { MediaSession } from './media-session.ts';
import type { ReceivedTracks } from './receive-side.ts';
import type { Publication, SentTrack } from './send-side.ts';

/** `off`: not asked for. `opening`: being built, for the first time or anew. */
export type MediaState = 'off' | 'opening' | 'open';

/**
 * A seat's media over its whole stay: opens it, and opens it again, with a new session, whenever it is lost. What is
 * published and what is looked at is kept here and survives every session.
 */
export class MediaDesk {
  readonly state = new Watched<MediaState>('off');
  readonly received = new Watched<ReceivedTracks>(new Map());
  readonly looks = new Looks((tracks) => this.#look(tracks));
  readonly #link: () => LessonLink;
  readonly #keeps: boolean;
  #publications: ReadonlyMap<TrackSource, Publication> = new Map();
  #session = randomId();
  #live: MediaSession | undefined;
  /** What the server said last that this seat should be receiving; of a session that is being built, it is built with it. */
  #consumers: (SeatConsumers & { mediaEpoch: string }) | undefined;
  /** Rises with each building, so that one that was overtaken is known. */
  #turn = 0;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `keeps`: what this seat sends is kept in this browser as well. */
  constructor(link: () => LessonLink, { keeps }: { keeps: boolean }) {
    this.#link = link;
    this.#keeps = keeps;
    globalThis.addEventListener?.('online', this.#networkChanged);
    connectionOf(globalThis.navigator)?.addEventListener('change', this.#networkChanged);
  }

  /** The session that a new connection asks transports for. */
  get session(): string {
    return this.#session;
  }

  get sent(): SentTrack[] {
    return this.#live?.send.sent ?? [];
  }

  /** Round trip to the media server, milliseconds; null when not known. */
  async roundTripMs(): Promise<number | null> {
    return (await this.#live?.roundTripMs()) ?? null;
  }

  /** Media as a welcome or an answer brought it: kept when it is the one in use, else built. */
  adopt(media: SeatMedia): void {
    if (this.#live?.isOf(media)) {
      this.#live.receive.reconcile(media);
      this.looks.repeat();
      return;
    }
    void this.#build(media, this.#session);
  }

  /** Asks for media: the lesson has begun, or media was away when the seat came. Keeps what is open. */
  open(): void {
    if (this.#closed) return;
    if (!this.#live) this.state.set('opening');
    this.#reopen();
  }

  consumers(consumers: SeatConsumers & { mediaEpoch: string }): void {
    this.#consumers = consumers;
    this.#receive();
  }

  demand({ trackId, maxSpatialLayer }: { trackId: string; maxSpatialLayer: number }): void {
    this.#live?.send.demand(trackId, maxSpatialLayer);
  }

  /** The transports are gone: builds them anew. The last pictures stay until then. */
  lost(): void {
    if (this.#closed || this.state.get() === 'off') return;
    this.#turn += 1;
    this.#live?.close();
    this.#live = undefined;
    this.#session = randomId();
    this.state.set('opening');
    this.#reopen();
  }

  /** Takes what this seat publishes, whole. */
  publish(publications: ReadonlyMap<TrackSource, Publication>): void {
    this.#publications = publications;
    this.#live?.send.reconcile(publications);
  }

  /** Ends media: the lesson has ended, or the page is left. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.looks.close();
    globalThis.removeEventListener?.('online', this.#networkChanged);
    connectionOf(globalThis.navigator)?.removeEventListener('change', this.#networkChanged);
    this.#live?.close();
    this.#live = undefined;
    this.state.set('off');
  }

  readonly #networkChanged = () => void this.#live?.restartIce();

  #reopen(): void {
    clearTimeout(this.#timer);
    const session = this.#session;
    this.#link()
      .request('media:open', { session })
      .then(
        (media) => {
          if (session === this.#session && !this.#closed) this.adopt(media);
        },
        () => this.#later(),
      );
  }

  #later(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#reopen(), backoffMs(this.#attempt, 200, 2_000));
    this.#attempt += 1;
  }

  async #build(media: SeatMedia, session: string): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    clearTimeout(this.#timer);
    this.#live?.close();
    this.#live = undefined;
    this.state.set('opening');
    try {
      const onFailed = () => {
        if (turn === this.#turn) this.lost();
      };
      const { MediaSession: Session } = await import('./media-session.ts');
      const built = await Session.open({ media, session, link: this.#link(), keeps: this.#keeps, onFailed });
      if (turn !== this.#turn || this.#closed) {
        built.close();
        return;
      }
      this.#started(built);
    } catch (error) {
      if (turn !== this.#turn) return;
      console.warn('media could not be built: trying again', error);
      this.#later();
    }
  }

  #started(built: MediaSession): void {
    this.#live = built;
    this.#attempt = 0;
    this.received.set(built.receive.tracks.get());
    built.receive.tracks.onChange((tracks) => {
      if (this.#live === built) this.received.set(tracks);
    });
    built.send.reconcile(this.#publications);
    this.#receive();
    this.state.set('open');
    this.looks.repeat();
  }

  #receive(): void {
    const told = this.#consumers;
    if (told && this.#live?.mediaEpoch === told.mediaEpoch) this.#live.receive.reconcile(told);
  }

  #look(tracks: Looks['tracks']): void {
    if (!this.#live) return;
    this.#link()
      .request('view:look', { tracks })
      .catch(() => {
        // Told again with the next welcome.
      });
  }
}

/** The Network Information API, where the browser has it. */
function connectionOf(navigator: Navigator | undefined): EventTarget | undefined {
  return (navigator as { connection?: EventTarget } | undefined)?.connection;
}

/** Loads what media needs and asks the browser what it can, so that a later click is quick. `keeps`: also what keeps what is sent. */
export async function preloadMedia({ keeps }: { keeps: boolean }): Promise<void> {
  const [{ askBrowser }] = await Promise.all([import('./browser-device.ts'), import('./media-session.ts')]);
  await askBrowser();
  // A worker's start takes a while of the machine, which a join click needs first.
  if (keeps) (await import('../edge/edge-keeper.ts')).startEdgeKeeper();
}
