import type { MediaKind } from 'mediasoup/types';
import type { Source } from '../../control/index.ts';
import { Demand } from '../demand.ts';
import type { EngineConsumer, EngineTrack } from '../engine/engine.ts';
import { KeyFrameScheduler } from '../key-frames.ts';
import type { HeldTrack } from '../plan/held.ts';
import type { Emit, LessonContext } from './context.ts';

/** One published track: its media, who needs it, and when its sender is asked for key frames. Owned by its lesson. */
export class Track implements HeldTrack {
  readonly trackId: string;
  readonly seatId: string;
  readonly source: Source;
  readonly engine: EngineTrack;
  readonly publishedAtMs: number;
  admitted = false;
  readonly #context: LessonContext;
  readonly #keyFrames: KeyFrameScheduler;
  readonly #demand: Demand | undefined;
  readonly #waiting = new Set<EngineConsumer>();
  #paused: boolean;
  #closed = false;

  constructor(
    context: LessonContext,
    options: { trackId: string; seatId: string; source: Source; engine: EngineTrack; paused: boolean },
  ) {
    this.#context = context;
    this.trackId = options.trackId;
    this.seatId = options.seatId;
    this.source = options.source;
    this.engine = options.engine;
    this.#paused = options.paused;
    this.publishedAtMs = context.clock.nowMs();
    this.#keyFrames = new KeyFrameScheduler(context.clock, () => this.#askForKeyFrame());
    if (options.engine.kind === 'video') {
      this.#demand = new Demand({
        clock: context.clock,
        layers: options.engine.layers,
        paused: options.paused,
        tell: () => this.tellDemand(),
      });
    }
  }

  get kind(): MediaKind {
    return this.engine.kind;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get closed(): boolean {
    return this.#closed;
  }

  setPaused(paused: boolean): void {
    if (this.#closed || paused === this.#paused) return;
    this.#paused = paused;
    this.#demand?.setPaused(paused);
    this.engine.setPaused(paused).catch((error: unknown) => {
      if (!this.#closed) this.#context.log.error({ err: error, trackId: this.trackId }, 'track not paused or resumed');
    });
  }

  /** A receiver's highest layer changed; undefined where it has none. A higher one may have its key frame at once. */
  changeDemand(from: number | undefined, to: number | undefined): void {
    if (to !== undefined && to > (from ?? -1) && to > (this.#demand?.told ?? -1)) this.#keyFrames.allowExtra();
    this.#demand?.change(from, to);
  }

  /** Emits what is needed of this track, when that is known: when it changes, and for a link that is new. */
  tellDemand(emit: Emit = this.#context.emit): void {
    const told = this.#demand?.told;
    if (told === undefined || this.#closed) return;
    const { lessonId } = this.#context;
    emit('demandChanged', { lessonId, seatId: this.seatId, trackId: this.trackId, maxSpatialLayer: told });
  }

  /** Starts a receiver: sound at once, a picture together with the next key frame, since it shows nothing before. */
  start(consumer: EngineConsumer): void {
    if (this.kind === 'audio') {
      this.#resume(consumer);
      return;
    }
    this.#waiting.add(consumer);
    this.#keyFrames.request();
  }

  /** The receiver is closed: it waits for nothing. */
  forget(consumer: EngineConsumer): void {
    this.#waiting.delete(consumer);
  }

  requestKeyFrame(): void {
    if (this.kind === 'video') this.#keyFrames.request();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#demand?.close();
    this.#keyFrames.close();
    this.#waiting.clear();
    this.engine.close();
  }

  #askForKeyFrame(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const consumer of waiting) this.#resume(consumer);
    if (waiting.length > 0) return;
    this.engine.requestKeyFrame().catch((error: unknown) => {
      if (!this.#closed) this.#context.log.warn({ err: error, trackId: this.trackId }, 'key frame not asked for');
    });
  }

  #resume(consumer: EngineConsumer): void {
    // A consumer that was closed meanwhile needs nothing more.
    consumer.resume().catch((error: unknown) => {
      this.#context.log.debug({ err: error, trackId: this.trackId }, 'consumer not resumed');
    });
  }
}
