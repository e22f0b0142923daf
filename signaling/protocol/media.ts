import type { TrackId } from './ids.ts';
import type { TrackSource } from './state.ts';

/*
 * Media descriptions as browsers and recorders get them. Their inner parts (ICE, DTLS and RTP parameters) are opaque
 * here: signaling hands them from the sfu to the media libraries at the edge, which parse them.
 */
export type Opaque = Record<string, unknown>;
export type TransportIce = Opaque;

export interface TransportDescription {
  transportId: string;
  iceParameters: Opaque;
  iceCandidates: Opaque[];
  dtlsParameters: Opaque;
}

/** A track as this seat receives it. */
export interface ConsumerDescription {
  consumerId: string;
  trackId: TrackId;
  /** The participant that publishes it. */
  seatId: string;
  source: TrackSource;
  kind: 'audio' | 'video';
  rtpParameters: Opaque;
}

/** Everything that the seat should be receiving now, whole. Older revisions of the same epoch are ignored. */
export interface SeatConsumers {
  revision: number;
  consumers: ConsumerDescription[];
}

export interface SeatMedia extends SeatConsumers {
  /** Changes when the transports must be built anew. */
  mediaEpoch: string;
  routerRtpCapabilities: Opaque;
  send: TransportDescription;
  receive: TransportDescription;
}

/** What a recorder's tap delivers now, whole. RTP and RTCP share each pipe's port. */
export interface TapDescription {
  revision: number;
  /** The sfu process's life: when it changes, every pipe and SSRC is new. */
  mediaEpoch: string;
  pipes: { pipeId: string; ip: string; port: number }[];
  tracks: {
    trackId: string;
    seatId: string;
    source: TrackSource;
    kind: 'audio' | 'video';
    pipeId: string;
    consumerId: string;
    /** `encodings` are the simulcast layers, lowest first, each with its SSRC and its RTX SSRC. */
    rtpParameters: Opaque;
  }[];
}

/** How good a participant's line is, measured by the sfu. */
export interface Quality {
  participantId: string;
  /** 0 (nothing arrives) to 10 (nothing is lost); null when nothing is sent that way. */
  uplinkScore: number | null;
  downlinkScore: number | null;
  roundTripMs: number | null;
  /** 0 to 1. */
  uplinkLoss: number | null;
}
