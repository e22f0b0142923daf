import type {
  DtlsParameters,
  IceCandidate,
  IceParameters,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
} from 'mediasoup/types';
import { z } from 'zod';
import { lessonPlanSchema, nameSchema, type Source, sourceSchema } from './plan.ts';

/** What a browser needs to build one transport. Mirrors mediasoup-client's options. */
export interface TransportDescription {
  transportId: string;
  iceParameters: IceParameters;
  iceCandidates: IceCandidate[];
  dtlsParameters: DtlsParameters;
}

/** One track as one seat receives it. */
export interface ConsumerDescription {
  consumerId: string;
  trackId: string;
  /** The seat that publishes the track. */
  seatId: string;
  source: Source;
  kind: MediaKind;
  rtpParameters: RtpParameters;
}

/**
 * Everything that a seat should be receiving now, whole: the browser adds what is missing and closes what is gone.
 * An older revision than one already seen within the same session is ignored.
 */
export interface SeatConsumers {
  revision: number;
  consumers: ConsumerDescription[];
}

export interface SeatMedia extends SeatConsumers {
  /** Identifies the sfu process's life and the session; changes when transports must be built anew. */
  mediaEpoch: string;
  routerRtpCapabilities: RtpCapabilities;
  send: TransportDescription;
  receive: TransportDescription;
}

/** One pipe from a worker to a recorder. RTP and RTCP share the port (RFC 5761). */
export interface TapPipe {
  pipeId: string;
  ip: string;
  port: number;
}

/** A track as a tap receives it: every simulcast layer as an SSRC of its own, in `rtpParameters.encodings` order, lowest first. */
export interface TapTrack {
  trackId: string;
  seatId: string;
  source: Source;
  kind: MediaKind;
  pipeId: string;
  consumerId: string;
  rtpParameters: RtpParameters;
}

/** What a tap delivers now, whole. Idempotent like {@link SeatConsumers}. */
export interface TapDescription {
  revision: number;
  /** The sfu process's life: when it changes, every pipe and SSRC is new. */
  mediaEpoch: string;
  pipes: TapPipe[];
  tracks: TapTrack[];
}

export interface NodeDescription {
  /** Random, new at each start of the process. */
  incarnation: string;
  version: string;
  /** The sfu host's clock, milliseconds since the epoch. */
  clockMs: number;
  workers: { workerId: string; pid: number; seats: number; consumers: number }[];
  lessons: { lessonId: string; sequence: number; seatIds: string[]; trackIds: string[]; tapIds: string[] }[];
}

export interface SeatStats {
  seatId: string;
  /** 0 to 10, mediasoup's score of the worst of what the seat sends; null when it sends nothing. */
  uplinkScore: number | null;
  /** 0 to 10, of what it receives; null when it receives nothing. */
  downlinkScore: number | null;
  roundTripMs: number | null;
  /** 0 to 1, of packets on the way to the sfu. */
  uplinkLoss: number | null;
  availableOutgoingBps: number | null;
  transport: 'udp' | 'tcp' | null;
}

/** Marks a request's result type beside its schema. */
const request =
  <Result>() =>
  <Input extends z.ZodType>(input: Input) => ({ input, result: undefined as Result });

const seat = { lessonId: nameSchema, seatId: nameSchema };
/** Parsed by mediasoup itself, which refuses what is malformed; here only that it is an object. */
const opaque = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** The requests that signaling sends. Each is idempotent; each is answered. */
export const sfuRequests = {
  'node:describe': request<NodeDescription>()(z.object({})),
  /**
   * Creates both transports of a seat. The same `session` again returns the same transports; another session closes the
   * former one's transports and tracks first. `preferTcp` leaves UDP candidates out.
   */
  'seat:open': request<SeatMedia>()(z.object({ ...seat, session: nameSchema, preferTcp: z.boolean().optional() })),
  'seat:close': request<null>()(z.object({ ...seat, session: nameSchema.optional() })),
  'transport:connect': request<null>()(
    z.object({ ...seat, transportId: z.string().max(64), dtlsParameters: opaque<DtlsParameters>() }),
  ),
  'transport:restartIce': request<IceParameters>()(z.object({ ...seat, transportId: z.string().max(64) })),
  /** Publishes a track on the seat's send transport. The same trackId again returns the same answer. */
  'track:publish': request<{ layers: number }>()(
    z.object({
      ...seat,
      trackId: nameSchema,
      source: sourceSchema,
      kind: z.enum(['audio', 'video']),
      rtpParameters: opaque<RtpParameters>(),
      paused: z.boolean(),
    }),
  ),
  'track:close': request<null>()(z.object({ ...seat, trackId: nameSchema })),
  /** The browser has built its side: the sfu may send, and asks for a key frame. */
  'consumer:ready': request<null>()(z.object({ ...seat, consumerIds: z.array(z.string().max(64)).max(256) })),
  /** What the seat looks at now, whole; within what its group may receive. Volatile: sent again after a restart. */
  'interest:set': request<null>()(
    z.object({
      ...seat,
      tracks: z.array(z.object({ trackId: nameSchema, maxSpatialLayer: z.number().int().min(0).max(2) })).max(256),
    }),
  ),
  /** Answers with the sequence that holds afterwards: higher than the plan's own when the plan was old and ignored. */
  'plan:apply': request<{ sequence: number }>()(z.object({ lessonId: nameSchema, plan: lessonPlanSchema })),
  /** Opens a tap towards a recorder's registered address; the plan says which tracks it gets. Same address again: same tap. */
  'tap:open': request<TapDescription>()(
    z.object({ lessonId: nameSchema, tapId: nameSchema, ip: z.ipv4(), port: z.number().int().min(1).max(65_535) }),
  ),
  'tap:close': request<null>()(z.object({ lessonId: nameSchema, tapId: nameSchema })),
  /** Asks the source of a track for a key frame, through the track's key-frame scheduler. */
  'track:keyFrame': request<null>()(z.object({ lessonId: nameSchema, trackId: nameSchema })),
  'lesson:close': request<null>()(z.object({ lessonId: nameSchema })),
  'lesson:stats': request<{ seats: SeatStats[] }>()(z.object({ lessonId: nameSchema })),
};

export type SfuRequestName = keyof typeof sfuRequests;
export type SfuRequestInput<Name extends SfuRequestName> = z.infer<(typeof sfuRequests)[Name]['input']>;
export type SfuRequestResult<Name extends SfuRequestName> = (typeof sfuRequests)[Name]['result'];

/** Why the sfu refuses. `notFound`: lesson, seat, track or transport is not (or no longer) here: open the seat again. */
export type SfuErrorCode = 'badRequest' | 'notFound' | 'unsupported' | 'unavailable' | 'internal';
export type SfuAnswer<Result> =
  | { ok: true; value: Result }
  | { ok: false; error: { code: SfuErrorCode; message: string } };
