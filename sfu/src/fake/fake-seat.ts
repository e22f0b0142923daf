import { randomUUID } from 'node:crypto';
import type { DtlsParameters, IceParameters } from 'mediasoup/types';
import type { TransportDescription } from '../../control/index.ts';
import type {
  EngineConsumer,
  EngineSeat,
  EngineTrack,
  PublishOptions,
  SeatMeasure,
  TransportState,
} from '../engine/engine.ts';
import { SfuError } from '../sfu-error.ts';
import type { FakeWorker } from './fake-engine.ts';
import { deliveredRtp } from './fake-rtp.ts';
import { FakeTrack } from './fake-track.ts';

/** A seat whose transports lead nowhere. */
export class FakeSeat implements EngineSeat {
  readonly protocol: 'udp' | 'tcp';
  readonly send: TransportDescription;
  readonly receive: TransportDescription;
  readonly #worker: FakeWorker;
  readonly #listeners = new Set<(transportId: string, state: TransportState) => void>();
  readonly #consumers = new Set<EngineConsumer>();
  #closed = false;

  constructor(worker: FakeWorker, preferTcp: boolean) {
    this.#worker = worker;
    this.protocol = preferTcp ? 'tcp' : 'udp';
    this.send = describeTransport(this.protocol);
    this.receive = describeTransport(this.protocol);
    worker.seats += 1;
  }

  get workerId(): string {
    return this.#worker.workerId;
  }

  async connect(transportId: string, _dtlsParameters: DtlsParameters): Promise<void> {
    this.#check(transportId);
    for (const listener of this.#listeners) listener(transportId, 'connected');
  }

  async restartIce(transportId: string): Promise<IceParameters> {
    this.#check(transportId);
    return iceParameters();
  }

  async publish({ kind, rtpParameters }: PublishOptions): Promise<EngineTrack> {
    return new FakeTrack(this.workerId, kind, rtpParameters);
  }

  async consume(track: EngineTrack): Promise<EngineConsumer> {
    if (!(track instanceof FakeTrack)) throw new TypeError('a track of another engine');
    this.#worker.consumers += 1;
    const consumer: EngineConsumer = {
      consumerId: randomUUID(),
      rtpParameters: deliveredRtp(track.rtpParameters, 1),
      score: 10,
      resume: async () => {},
      update: async () => {},
      close: () => {
        if (this.#consumers.delete(consumer)) this.#worker.consumers -= 1;
      },
    };
    this.#consumers.add(consumer);
    return consumer;
  }

  async measure(): Promise<SeatMeasure> {
    return { roundTripMs: 1, uplinkLoss: 0, availableOutgoingBps: 1_000_000 };
  }

  onTransportState(listener: (transportId: string, state: TransportState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const consumer of [...this.#consumers]) consumer.close();
    this.#worker.seats -= 1;
  }

  #check(transportId: string): void {
    const known = [this.send, this.receive].some((transport) => transport.transportId === transportId);
    if (!known || this.#closed) throw new SfuError('notFound', 'no such transport');
  }
}

function iceParameters(): IceParameters {
  return { usernameFragment: randomUUID(), password: randomUUID(), iceLite: true };
}

function describeTransport(protocol: 'udp' | 'tcp'): TransportDescription {
  const ip = '127.0.0.1';
  return {
    transportId: randomUUID(),
    iceParameters: iceParameters(),
    iceCandidates: [
      { foundation: 'fake', priority: 1, ip, address: ip, port: 9, protocol, type: 'host', ...tcpType(protocol) },
    ],
    dtlsParameters: { role: 'auto', fingerprints: [{ algorithm: 'sha-256', value: 'AA:'.repeat(31).concat('AA') }] },
  };
}

function tcpType(protocol: 'udp' | 'tcp'): { tcpType?: 'passive' } {
  return protocol === 'tcp' ? { tcpType: 'passive' } : {};
}
