import type { ConsumerDescription, SeatConsumers } from '../../control/index.ts';
import type { EngineConsumer, EngineSeat } from '../engine/engine.ts';
import type { Want } from '../plan/plan-index.ts';
import { Settler } from '../settler.ts';
import type { LessonContext } from './context.ts';
import type { Track } from './track.ts';

interface Received {
  track: Track;
  consumer: EngineConsumer;
  want: Want;
  started: boolean;
}

/** What one seat receives: follows the wants that the plan has decided. Owned by its seat. */
export class SeatReceive {
  readonly wants = new Map<string, Want>();
  readonly #context: LessonContext;
  readonly #findTrack: (trackId: string) => Track | undefined;
  readonly #onChanged: () => void;
  readonly #received = new Map<string, Received>();
  readonly #settler = new Settler(() => this.#follow());
  #engine: EngineSeat | undefined;
  #revision: number;
  #closed = false;

  constructor(
    context: LessonContext,
    options: { findTrack: (trackId: string) => Track | undefined; onChanged: () => void },
  ) {
    this.#context = context;
    this.#findTrack = options.findTrack;
    this.#onChanged = options.onChanged;
    this.#revision = context.nextRevision();
  }

  /** The transports are there. Resolves when everything wanted by now is made. */
  async begin(engine: EngineSeat): Promise<void> {
    this.#engine = engine;
    await this.#settler.settled();
  }

  want(trackId: string, want: Want): void {
    this.#findTrack(trackId)?.changeDemand(this.wants.get(trackId)?.maxSpatialLayer, want.maxSpatialLayer);
    this.wants.set(trackId, want);
    this.#settler.schedule();
  }

  unwant(trackId: string): void {
    const want = this.wants.get(trackId);
    if (want === undefined) return;
    this.#findTrack(trackId)?.changeDemand(want.maxSpatialLayer, undefined);
    this.wants.delete(trackId);
    this.#settler.schedule();
  }

  /** The browser has built its side of these. Ids of what is gone meanwhile are ignored. */
  start(consumerIds: readonly string[]): void {
    const wanted = new Set(consumerIds);
    for (const received of this.#received.values()) {
      if (received.started || !wanted.has(received.consumer.consumerId)) continue;
      received.started = true;
      received.track.start(received.consumer);
    }
  }

  describe(): SeatConsumers {
    return { revision: this.#revision, consumers: [...this.#received.values()].map(describeReceived) };
  }

  /** The worst score of what flows; null when nothing does. */
  score(): number | null {
    let worst: number | null = null;
    for (const { track, consumer, started } of this.#received.values()) {
      const score = started && !track.paused ? consumer.score : null;
      if (score !== null) worst = Math.min(worst ?? 10, score);
    }
    return worst;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#settler.close();
    for (const trackId of [...this.wants.keys()]) this.unwant(trackId);
    for (const trackId of [...this.#received.keys()]) this.#drop(trackId);
  }

  async #follow(): Promise<void> {
    const engine = this.#engine;
    if (engine === undefined) return;
    let changed = false;
    for (const [trackId, { track }] of this.#received) {
      if (this.wants.has(trackId) && this.#findTrack(trackId) === track) continue;
      this.#drop(trackId);
      changed = true;
    }
    const additions: Promise<boolean>[] = [];
    for (const [trackId, want] of this.wants) {
      const received = this.#received.get(trackId);
      if (received === undefined) additions.push(this.#add(engine, trackId, want));
      else if (received.want !== want) this.#update(received, want);
    }
    if ((await Promise.all(additions)).includes(true)) changed = true;
    if (!changed || this.#closed) return;
    this.#revision = this.#context.nextRevision();
    this.#onChanged();
  }

  async #add(engine: EngineSeat, trackId: string, want: Want): Promise<boolean> {
    const track = this.#findTrack(trackId);
    if (track === undefined) return false;
    try {
      const consumer = await engine.consume(track.engine, want);
      if (this.#closed || track.closed) {
        consumer.close();
        return false;
      }
      this.#received.set(trackId, { track, consumer, want, started: false });
      return true;
    } catch (error) {
      // A track or seat that closed meanwhile is no fault.
      if (!this.#closed && !track.closed) this.#context.log.error({ err: error, trackId }, 'track not consumed');
      return false;
    }
  }

  #update(received: Received, want: Want): void {
    received.want = want;
    received.consumer.update(want).catch((error: unknown) => {
      this.#context.log.debug({ err: error }, 'consumer not updated');
    });
  }

  #drop(trackId: string): void {
    const received = this.#received.get(trackId);
    if (received === undefined) return;
    this.#received.delete(trackId);
    received.track.forget(received.consumer);
    received.consumer.close();
  }
}

function describeReceived({ track, consumer }: Received): ConsumerDescription {
  return {
    consumerId: consumer.consumerId,
    trackId: track.trackId,
    seatId: track.seatId,
    source: track.source,
    kind: track.kind,
    rtpParameters: consumer.rtpParameters,
  };
}
