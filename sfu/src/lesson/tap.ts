import type { TapDescription } from '../../control/index.ts';
import type { EngineTap, EngineTapTrack } from '../engine/engine.ts';
import type { HeldTap } from '../plan/held.ts';
import { Settler } from '../settler.ts';
import type { Emit, LessonContext } from './context.ts';
import type { Track } from './track.ts';

/** The highest layer index: a tap takes every layer. */
const everyLayer = 2;

/** One recorder's tap: the tracks that the plan gives it, whole. Owned by its lesson. */
export class Tap implements HeldTap {
  readonly tapId: string;
  readonly address: string;
  readonly openedAtMs: number;
  readonly trackIds = new Set<string>();
  admitted = false;
  readonly #context: LessonContext;
  readonly #engine: EngineTap;
  readonly #findTrack: (trackId: string) => Track | undefined;
  readonly #tapped = new Map<string, { track: Track; engine: EngineTapTrack }>();
  readonly #settler = new Settler(() => this.#follow());
  #revision: number;
  #opened = false;
  #closed = false;

  constructor(
    context: LessonContext,
    options: { tapId: string; address: string; engine: EngineTap; findTrack: (trackId: string) => Track | undefined },
  ) {
    this.#context = context;
    this.tapId = options.tapId;
    this.address = options.address;
    this.#engine = options.engine;
    this.#findTrack = options.findTrack;
    this.openedAtMs = context.clock.nowMs();
    this.#revision = context.nextRevision();
  }

  /** What it delivers, once everything that the plan wants by now is there. */
  async open(): Promise<TapDescription> {
    await this.#settler.settled();
    this.#opened = true;
    return this.describe();
  }

  add(trackId: string): void {
    this.trackIds.add(trackId);
    this.#findTrack(trackId)?.changeDemand(undefined, everyLayer);
    this.#settler.schedule();
  }

  remove(trackId: string): void {
    if (!this.trackIds.delete(trackId)) return;
    this.#findTrack(trackId)?.changeDemand(everyLayer, undefined);
    this.#settler.schedule();
  }

  /** A worker is gone: its pipes are told of no more. */
  lostWorker(workerId: string): void {
    for (const [trackId, { engine }] of this.#tapped) {
      if (engine.workerId === workerId) this.#drop(trackId);
    }
    this.#changed();
  }

  describe(): TapDescription {
    return {
      revision: this.#revision,
      mediaEpoch: this.#context.incarnation,
      pipes: this.#engine.pipes(),
      tracks: [...this.#tapped.values()].map(({ track, engine }) => ({
        trackId: track.trackId,
        seatId: track.seatId,
        source: track.source,
        kind: track.kind,
        pipeId: engine.pipeId,
        consumerId: engine.consumerId,
        rtpParameters: engine.rtpParameters,
      })),
    };
  }

  /** Emits what it delivers: when that changes, and for a link that is new. */
  tell(emit: Emit = this.#context.emit): void {
    if (!this.#opened || this.#closed) return;
    emit('tapChanged', { lessonId: this.#context.lessonId, tapId: this.tapId, ...this.describe() });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#settler.close();
    for (const trackId of [...this.trackIds]) this.remove(trackId);
    this.#tapped.clear();
    this.#engine.close();
  }

  async #follow(): Promise<void> {
    let changed = false;
    for (const [trackId, { track }] of this.#tapped) {
      if (this.trackIds.has(trackId) && this.#findTrack(trackId) === track) continue;
      this.#drop(trackId);
      changed = true;
    }
    const missing = [...this.trackIds].filter((trackId) => !this.#tapped.has(trackId));
    const added = await Promise.all(missing.map((trackId) => this.#add(trackId)));
    if (changed || added.includes(true)) this.#changed();
  }

  async #add(trackId: string): Promise<boolean> {
    const track = this.#findTrack(trackId);
    if (track === undefined) return false;
    try {
      const engine = await this.#engine.addTrack(track.engine);
      if (this.#closed || track.closed) {
        engine.close();
        return false;
      }
      this.#tapped.set(trackId, { track, engine });
      track.requestKeyFrame();
      return true;
    } catch (error) {
      if (!this.#closed && !track.closed) this.#context.log.error({ err: error, trackId }, 'track not tapped');
      return false;
    }
  }

  #drop(trackId: string): void {
    this.#tapped.get(trackId)?.engine.close();
    this.#tapped.delete(trackId);
  }

  #changed(): void {
    this.#revision = this.#context.nextRevision();
    this.tell();
  }
}
