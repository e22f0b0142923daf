import type { Consumer, RtpCapabilities, RtpParameters, WebRtcTransport } from 'mediasoup/types';
import type { EngineConsumer } from '../engine/engine.ts';
import type { Want } from '../plan/plan-index.ts';
import { SfuError } from '../sfu-error.ts';
import type { LessonRouter } from './lesson-routers.ts';
import type { MediasoupTrack } from './mediasoup-track.ts';

/** One track on its way to one seat. */
export class MediasoupConsumer implements EngineConsumer {
  readonly #consumer: Consumer;
  readonly #layers: number;
  readonly #onClose: () => void;
  #closed = false;

  private constructor(consumer: Consumer, layers: number, onClose: () => void) {
    this.#consumer = consumer;
    this.#layers = layers;
    this.#onClose = onClose;
    consumer.observer.once('close', () => this.close());
  }

  /** Made paused, with its layers and priority set. */
  static async make(options: {
    track: MediasoupTrack;
    want: Want;
    here: LessonRouter;
    transport: WebRtcTransport;
    rtpCapabilities: RtpCapabilities;
  }): Promise<MediasoupConsumer> {
    const { track, want, here, transport, rtpCapabilities } = options;
    const { router, media } = here;
    const producerId = await track.pipes.ensure(router);
    let consumer: Consumer;
    try {
      consumer = await transport.consume({
        producerId,
        rtpCapabilities,
        paused: true,
        enableRtx: true,
        ...(track.layers > 1 && {
          preferredLayers: { spatialLayer: Math.min(want.maxSpatialLayer, track.layers - 1) },
        }),
      });
    } catch (error) {
      track.pipes.release(router);
      throw error;
    }
    media.load.consumers += 1;
    const made = new MediasoupConsumer(consumer, track.layers, () => {
      media.load.consumers -= 1;
      track.pipes.release(router);
    });
    try {
      // A transport that closes while its consumer is being made knows nothing of it.
      if (transport.closed) throw new SfuError('notFound', 'closed meanwhile');
      track.addConsumer(consumer);
      if (consumer.kind === 'video') await consumer.setPriority(want.priority);
      return made;
    } catch (error) {
      made.close();
      throw error;
    }
  }

  get consumerId(): string {
    return this.#consumer.id;
  }

  get rtpParameters(): RtpParameters {
    return this.#consumer.rtpParameters;
  }

  get score(): number | null {
    return this.#consumer.paused || this.#consumer.producerPaused ? null : this.#consumer.score.score;
  }

  resume(): Promise<void> {
    return this.#consumer.resume();
  }

  async update({ maxSpatialLayer, priority }: Want): Promise<void> {
    if (this.#consumer.kind === 'audio') return;
    const spatialLayer = Math.min(maxSpatialLayer, this.#layers - 1);
    await Promise.all([
      this.#layers > 1 ? this.#consumer.setPreferredLayers({ spatialLayer }) : undefined,
      this.#consumer.setPriority(priority),
    ]);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#consumer.close();
    this.#onClose();
  }
}
