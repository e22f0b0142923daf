import type { ConsumerDescription, SeatConsumers, TrackId } from '@tongke/signaling/protocol/lesson';
import type { types } from 'mediasoup-client';
import { Watched } from '../watched.ts';
import { consumerChanges } from './consumer-changes.ts';

/** A track that this browser receives. */
export interface ReceivedTrack {
  trackId: TrackId;
  participantId: string;
  source: ConsumerDescription['source'];
  kind: 'audio' | 'video';
  /** One for each built consumer: a new one shows from its first frame. */
  stream: MediaStream;
  getStats: () => Promise<RTCStatsReport>;
}
export type ReceivedTracks = ReadonlyMap<TrackId, ReceivedTrack>;

interface Held {
  consumer: types.Consumer;
  received: ReceivedTrack;
  /** The server knows that this one is built. */
  told: boolean;
}

const retryMs = 1_000;
const connectWaitMs = 3_000;

/** Builds and closes consumers until they are what the server last said, whole; then says that media may flow. */
export class ReceiveSide {
  readonly tracks = new Watched<ReceivedTracks>(new Map());
  readonly #transport: types.Transport;
  readonly #ready: (consumerIds: string[]) => Promise<unknown>;
  readonly #held = new Map<string, Held>();
  #wanted: SeatConsumers = { revision: -1, consumers: [] };
  #working = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `ready` tells the server which consumers are built. */
  constructor(transport: types.Transport, ready: (consumerIds: string[]) => Promise<unknown>) {
    this.#transport = transport;
    this.#ready = ready;
  }

  /** Takes what this seat should be receiving now; an older revision changes nothing. */
  reconcile(consumers: SeatConsumers): void {
    if (consumers.revision >= this.#wanted.revision) this.#wanted = consumers;
    this.#work();
  }

  /** Stops receiving; the streams keep their last picture. Idempotent. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const { consumer } of this.#held.values()) consumer.close();
    this.#held.clear();
    this.#transport.close();
  }

  #work(): void {
    if (this.#working) {
      this.#again = true;
      return;
    }
    this.#working = true;
    this.#step()
      .catch((error: unknown) => {
        if (this.#closed) return;
        console.warn('receiving failed: trying again', error);
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#work(), retryMs);
      })
      .finally(() => {
        this.#working = false;
        if (!this.#again || this.#closed) return;
        this.#again = false;
        this.#work();
      });
  }

  async #step(): Promise<void> {
    const { close, add } = consumerChanges(new Set(this.#held.keys()), this.#wanted.consumers);
    for (const consumerId of close) this.#drop(consumerId);
    // Added in one go: the library builds them with a single negotiation.
    const built = await Promise.allSettled(add.map((description) => this.#add(description)));
    if (this.#closed) return;
    if (close.length > 0 || add.length > 0) this.#publish();
    const untold = [...this.#held].filter(([, held]) => !held.told);
    if (untold.length > 0) {
      performance.mark('tongke:consumersBuilt');
      // A key frame that comes before the path is there is lost, and the next one is slow to come.
      await this.#connected();
      await this.#ready(untold.map(([consumerId]) => consumerId));
      for (const [, held] of untold) held.told = true;
      performance.mark('tongke:consumersReady');
    }
    const failed = built.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Resolves when the transport is connected, or has had time enough to be. */
  #connected(): Promise<void> {
    const transport = this.#transport;
    if (transport.connectionState === 'connected') return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        transport.off('connectionstatechange', changed);
        resolve();
      };
      const changed = (state: types.ConnectionState) => {
        if (state === 'connected') done();
      };
      const timer = setTimeout(done, connectWaitMs);
      transport.on('connectionstatechange', changed);
    });
  }

  async #add({ consumerId, trackId, seatId, source, kind, rtpParameters }: ConsumerDescription): Promise<void> {
    const consumer = await this.#transport.consume({
      id: consumerId,
      producerId: trackId,
      kind,
      // Opaque on its way here; the library checks it.
      rtpParameters: rtpParameters as unknown as types.RtpParameters,
      // One stream for one person's face and voice: the browser keeps them in step (RFC 8830).
      streamId: source === 'screen' || source === 'screenAudio' ? `${seatId}-screen` : seatId,
    });
    if (this.#closed) {
      consumer.close();
      return;
    }
    const stream = new MediaStream([consumer.track]);
    const getStats = () => consumer.getStats();
    this.#held.set(consumerId, {
      consumer,
      received: { trackId, participantId: seatId, source, kind, stream, getStats },
      told: false,
    });
    consumer.on('transportclose', () => this.#held.delete(consumerId));
  }

  #drop(consumerId: string): void {
    this.#held.get(consumerId)?.consumer.close();
    this.#held.delete(consumerId);
  }

  #publish(): void {
    this.tracks.set(new Map([...this.#held.values()].map(({ received }) => [received.trackId, received])));
  }
}
