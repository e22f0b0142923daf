import type { ConsumerDescription, Opaque, TransportDescription } from '@tongke/signaling/protocol/lesson';
import type { DtlsParameters, IceCandidate, IceParameters, RtpParameters } from 'mediasoup/types';

/** What is opaque to signaling's contract, as the media library at this edge reads it. */
export interface EdgeTransport {
  readonly transportId: string;
  readonly iceParameters: IceParameters;
  readonly iceCandidates: readonly IceCandidate[];
  readonly dtlsParameters: DtlsParameters;
}

export interface EdgeConsumer extends Omit<ConsumerDescription, 'rtpParameters'> {
  readonly rtpParameters: RtpParameters;
}

export const asEdgeTransport = (transport: TransportDescription) => transport as unknown as EdgeTransport;
export const asEdgeConsumer = (consumer: ConsumerDescription) => consumer as unknown as EdgeConsumer;
export const asOpaque = (value: DtlsParameters | RtpParameters) => value as unknown as Opaque;
