import type {
  Consumer,
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  WebRtcTransport,
  WebRtcTransportOptions,
} from 'mediasoup/types';
import type { TransportDescription } from '../../control/index.ts';
import type {
  EngineConsumer,
  EngineSeat,
  EngineTrack,
  PublishOptions,
  SeatMeasure,
  TransportState,
} from '../engine/engine.ts';
import { limits } from '../limits.ts';
import type { Want } from '../plan/plan-index.ts';
import { SfuError } from '../sfu-error.ts';
import { announceCandidates } from './addresses.ts';
import { receiverCapabilities } from './codecs.ts';
import type { LessonRouter } from './lesson-routers.ts';
import { measureSeat } from './measure-seat.ts';
import { MediasoupConsumer } from './mediasoup-consumer.ts';
import { MediasoupTrack } from './mediasoup-track.ts';
import { refusedByMediasoup } from './refusal.ts';
import { watchTransport } from './transport-state.ts';

/** One seat on one worker: a transport for what it sends and one for what it receives. */
export class MediasoupSeat implements EngineSeat {
  readonly send: TransportDescription;
  readonly receive: TransportDescription;
  readonly #here: LessonRouter;
  readonly #sending: WebRtcTransport;
  readonly #receiving: WebRtcTransport;
  readonly #receiver: RtpCapabilities;
  readonly #consumers = new Set<Consumer>();
  readonly #connecting = new Map<string, Promise<void>>();
  #closed = false;

  private constructor(
    here: LessonRouter,
    sending: WebRtcTransport,
    receiving: WebRtcTransport,
    announcedIps: readonly string[] | undefined,
  ) {
    this.#here = here;
    this.#sending = sending;
    this.#receiving = receiving;
    this.#receiver = receiverCapabilities(here.router.rtpCapabilities);
    receiving.observer.on('newconsumer', (consumer) => {
      this.#consumers.add(consumer);
      consumer.observer.once('close', () => this.#consumers.delete(consumer));
    });
    this.send = describeTransport(sending, announcedIps);
    this.receive = describeTransport(receiving, announcedIps);
  }

  static async make(
    here: LessonRouter,
    options: { preferTcp: boolean; announcedIps: readonly string[] | undefined },
  ): Promise<MediasoupSeat> {
    const { router, media } = here;
    const transportOptions: WebRtcTransportOptions = {
      webRtcServer: media.webRtcServer,
      enableUdp: !options.preferTcp,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: limits.initialOutgoingBps,
    };
    const [sending, receiving] = await Promise.all([
      router.createWebRtcTransport(transportOptions),
      router.createWebRtcTransport(transportOptions),
    ]);
    // Nothing is sent yet; it is set long before.
    sending.setMaxIncomingBitrate(limits.maxIncomingBps).catch(() => {});
    return new MediasoupSeat(here, sending, receiving, options.announcedIps);
  }

  get workerId(): string {
    return this.#here.media.workerId;
  }

  get protocol(): 'udp' | 'tcp' | null {
    return (this.#receiving.iceSelectedTuple ?? this.#sending.iceSelectedTuple)?.protocol ?? null;
  }

  async connect(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    const transport = this.#transport(transportId);
    const connecting =
      this.#connecting.get(transportId) ?? transport.connect({ dtlsParameters }).catch(refusedByMediasoup);
    this.#connecting.set(transportId, connecting);
    connecting.catch(() => this.#connecting.delete(transportId));
    return connecting;
  }

  async restartIce(transportId: string): Promise<IceParameters> {
    return this.#transport(transportId).restartIce().catch(refusedByMediasoup);
  }

  async publish({ trackId, kind, rtpParameters, paused }: PublishOptions): Promise<EngineTrack> {
    const options = { kind, rtpParameters, paused, keyFrameRequestDelay: limits.workerKeyFrameSpacingMs };
    const producer = await this.#sending.produce(options).catch(refusedByMediasoup);
    if (kind === 'audio') this.#here.voices.add(trackId, producer);
    return new MediasoupTrack(this.#here, producer);
  }

  consume(track: EngineTrack, want: Want): Promise<EngineConsumer> {
    if (!(track instanceof MediasoupTrack)) throw new TypeError('a track of another engine');
    const [here, transport, rtpCapabilities] = [this.#here, this.#receiving, this.#receiver];
    return MediasoupConsumer.make({ track, want, here, transport, rtpCapabilities });
  }

  measure(): Promise<SeatMeasure> {
    return measureSeat(this.#sending, this.#receiving, this.#flowing());
  }

  onTransportState(listener: (transportId: string, state: TransportState) => void): () => void {
    const undo = [this.#sending, this.#receiving].map((transport) =>
      watchTransport(transport, (state) => listener(transport.id, state)),
    );
    return () => {
      for (const stop of undo) stop();
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#sending.close();
    this.#receiving.close();
    this.#here.release();
  }

  /** Something that this seat receives now. */
  #flowing(): Consumer | undefined {
    for (const consumer of this.#consumers) if (!consumer.paused && !consumer.producerPaused) return consumer;
    return undefined;
  }

  #transport(transportId: string): WebRtcTransport {
    const transport = [this.#sending, this.#receiving].find(({ id }) => id === transportId);
    if (transport === undefined || transport.closed) throw new SfuError('notFound', 'no such transport');
    return transport;
  }
}

function describeTransport(
  { id, iceParameters, iceCandidates, dtlsParameters }: WebRtcTransport,
  announcedIps: readonly string[] | undefined,
): TransportDescription {
  const candidates = announceCandidates(iceCandidates, announcedIps);
  return { transportId: id, iceParameters, iceCandidates: candidates, dtlsParameters };
}
