import { parseScalabilityMode } from 'mediasoup';
import type { Consumer, MediaKind, Producer } from 'mediasoup/types';
import type { EngineTrack } from '../engine/engine.ts';
import type { LessonRouter } from './lesson-routers.ts';
import { TrackPipes } from './track-pipes.ts';

/** A track at its origin: the producer, its pipes to other workers, and whoever can ask its sender for a key frame. */
export class MediasoupTrack implements EngineTrack {
  readonly origin: LessonRouter;
  readonly producer: Producer;
  readonly pipes: TrackPipes;
  readonly layers: number;
  readonly #consumers = new Set<Consumer>();
  #closed = false;

  constructor(origin: LessonRouter, producer: Producer) {
    this.origin = origin;
    this.producer = producer;
    this.pipes = new TrackPipes(origin.router, producer);
    this.layers = countLayers(producer);
    origin.media.load.producers += 1;
    producer.observer.once('close', () => this.close());
  }

  get workerId(): string {
    return this.origin.media.workerId;
  }

  get kind(): MediaKind {
    return this.producer.kind;
  }

  get score(): number | null {
    const scores = this.producer.score.map(({ score }) => score);
    return scores.length === 0 ? null : Math.max(...scores);
  }

  /** This consumer carries key-frame requests towards the sender, as long as it lives. */
  addConsumer(consumer: Consumer): void {
    this.#consumers.add(consumer);
    consumer.observer.once('close', () => this.#consumers.delete(consumer));
  }

  async setPaused(paused: boolean): Promise<void> {
    await (paused ? this.producer.pause() : this.producer.resume());
  }

  async requestKeyFrame(): Promise<void> {
    for (const consumer of this.#consumers) {
      if (consumer.paused || consumer.producerPaused) continue;
      await consumer.requestKeyFrame();
      return;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.origin.media.load.producers -= 1;
    this.producer.close();
  }
}

function countLayers({ rtpParameters: { encodings = [] } }: Producer): number {
  if (encodings.length > 1) return encodings.length;
  return parseScalabilityMode(encodings[0]?.scalabilityMode).spatialLayers;
}
