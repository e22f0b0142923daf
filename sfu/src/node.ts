import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { NodeDescription, SfuEvents } from '../control/index.ts';
import type { Clock } from './clock.ts';
import type { MediaEngine } from './engine/engine.ts';
import type { Emit } from './lesson/context.ts';
import { Lesson } from './lesson/lesson.ts';
import { limits } from './limits.ts';
import { lessonStats, measureShare } from './quality.ts';
import { SfuError } from './sfu-error.ts';

/** One sfu node: its lessons, on whichever engine moves the media. Tells facts to whoever listens. */
export class MediaNode {
  readonly incarnation = randomUUID();
  readonly engine: MediaEngine;
  readonly #lessons = new Map<string, Lesson>();
  readonly #listeners = new Set<Emit>();
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #version: string;
  readonly #emit: Emit = (name, fact) => {
    for (const listener of this.#listeners) listener(name, fact);
  };
  #revision = 0;
  #round = 0;
  #cancelQuality: (() => void) | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: { engine: MediaEngine; clock: Clock; log: Logger; version: string }) {
    this.engine = options.engine;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#version = options.version;
    this.engine.onWorkerDied((workerId) => this.#workerDied(workerId));
    this.#measureLater();
  }

  onEvent(listener: Emit): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  find(lessonId: string): Lesson | undefined {
    return this.#lessons.get(lessonId);
  }

  /** @throws {SfuError} `notFound` */
  lesson(lessonId: string): Lesson {
    const lesson = this.#lessons.get(lessonId);
    if (lesson === undefined) throw new SfuError('notFound', 'no such lesson');
    return lesson;
  }

  openLesson(lessonId: string): Lesson {
    const known = this.#lessons.get(lessonId);
    if (known !== undefined) return known;
    if (this.#closing !== undefined) throw new SfuError('unavailable', 'the sfu is closing');
    const context = {
      lessonId,
      incarnation: this.incarnation,
      clock: this.#clock,
      emit: this.#emit,
      log: this.#log.child({ lessonId }),
      nextRevision: () => this.#nextRevision(),
    };
    const lesson = new Lesson(context, this.engine.openLesson(lessonId));
    this.#lessons.set(lessonId, lesson);
    context.log.info('lesson opened');
    return lesson;
  }

  closeLesson(lessonId: string): void {
    const lesson = this.#lessons.get(lessonId);
    if (lesson === undefined) return;
    this.#lessons.delete(lessonId);
    lesson.close();
    lesson.context.log.info('lesson closed');
  }

  /** Says again, to one listener, what a new link has missed: what seats and taps get, and what is needed of tracks. */
  retell(emit: Emit): void {
    for (const lesson of this.#lessons.values()) {
      for (const seat of lesson.seats.values()) seat.tellConsumers(emit);
      for (const tap of lesson.taps.values()) tap.tell(emit);
      for (const track of lesson.tracks.values()) track.tellDemand(emit);
    }
  }

  describe(): NodeDescription {
    return {
      incarnation: this.incarnation,
      version: this.#version,
      clockMs: this.#clock.nowMs(),
      workers: this.engine.workers(),
      lessons: [...this.#lessons].map(([lessonId, { sequence, seats, tracks, taps }]) => ({
        lessonId,
        sequence,
        seatIds: [...seats.keys()],
        trackIds: [...tracks.keys()],
        tapIds: [...taps.keys()],
      })),
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#cancelQuality?.();
    for (const lessonId of [...this.#lessons.keys()]) this.closeLesson(lessonId);
    await this.engine.close();
  }

  /** The clock's milliseconds are far more than the revisions of a former life: a successor's are always higher. */
  #nextRevision(): number {
    this.#revision = Math.max(this.#revision + 1, this.#clock.nowMs());
    return this.#revision;
  }

  #workerDied(workerId: string): void {
    const fact: SfuEvents['workerDied'] = { workerId, seats: [], tracks: [] };
    for (const [lessonId, lesson] of this.#lessons) {
      const { seatIds, trackIds } = lesson.lostWorker(workerId);
      fact.seats.push(...seatIds.map((seatId) => ({ lessonId, seatId })));
      fact.tracks.push(...trackIds.map((trackId) => ({ lessonId, trackId })));
    }
    this.#emit('workerDied', fact);
    this.#log.error({ workerId, seats: fact.seats.length, tracks: fact.tracks.length }, 'worker died');
  }

  #measureLater(): void {
    this.#cancelQuality = this.#clock.after(limits.qualityIntervalMs, () => {
      this.#measureLater();
      this.#round += 1;
      for (const [lessonId, lesson] of this.#lessons) {
        if (lesson.seats.size === 0) continue;
        this.#emit('qualityMeasured', { lessonId, seats: lessonStats(lesson) });
        void measureShare(lesson, this.#round);
      }
    });
  }
}
