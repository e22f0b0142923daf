import type { PipeTransport } from 'mediasoup/types';
import type { TapPipe } from '../../control/index.ts';
import type { EngineTap, EngineTapTrack, EngineTrack } from '../engine/engine.ts';
import type { LessonRouter } from './lesson-routers.ts';
import { MediasoupTrack } from './mediasoup-track.ts';

interface TapAddress {
  /** Where the recorder listens. */
  ip: string;
  port: number;
  /** Where this machine listens for its feedback. */
  listenIp: string;
}

/** Carries tracks to a recorder, whole: one pipe from each worker on which such tracks begin. */
export class MediasoupTap implements EngineTap {
  readonly #address: TapAddress;
  readonly #pipes = new Map<string, { made: Promise<PipeTransport>; transport?: PipeTransport }>();
  #closed = false;

  constructor(address: TapAddress) {
    this.#address = address;
  }

  pipes(): TapPipe[] {
    return [...this.#pipes.values()].flatMap(({ transport }) =>
      transport === undefined || transport.closed
        ? []
        : [{ pipeId: transport.id, ip: transport.tuple.localAddress, port: transport.tuple.localPort }],
    );
  }

  async addTrack(track: EngineTrack): Promise<EngineTapTrack> {
    if (!(track instanceof MediasoupTrack)) throw new TypeError('a track of another engine');
    const transport = await this.#pipe(track.origin);
    const consumer = await transport.consume({ producerId: track.producer.id });
    track.addConsumer(consumer);
    return {
      pipeId: transport.id,
      workerId: track.workerId,
      consumerId: consumer.id,
      rtpParameters: consumer.rtpParameters,
      close: () => consumer.close(),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { made } of this.#pipes.values()) made.then((transport) => transport.close()).catch(() => {});
    this.#pipes.clear();
  }

  async #pipe({ router }: LessonRouter): Promise<PipeTransport> {
    const known = this.#pipes.get(router.id);
    if (known !== undefined) return known.made;
    const pipe: { made: Promise<PipeTransport>; transport?: PipeTransport } = { made: this.#make(router) };
    this.#pipes.set(router.id, pipe);
    try {
      const transport = await pipe.made;
      if (this.#closed) transport.close();
      pipe.transport = transport;
      transport.observer.once('close', () => this.#pipes.delete(router.id));
      return transport;
    } catch (error) {
      this.#pipes.delete(router.id);
      throw error;
    }
  }

  async #make(router: LessonRouter['router']): Promise<PipeTransport> {
    const { ip, port, listenIp } = this.#address;
    const transport = await router.createPipeTransport({
      listenInfo: { protocol: 'udp', ip: listenIp },
      enableRtx: true,
    });
    await transport.connect({ ip, port });
    return transport;
  }
}
