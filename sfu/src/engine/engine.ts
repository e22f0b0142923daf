import type { DtlsParameters, IceParameters, MediaKind, RtpCapabilities, RtpParameters } from 'mediasoup/types';
import type { NodeDescription, TapPipe, TransportDescription } from '../../control/index.ts';
import type { Want } from '../plan/plan-index.ts';

/**
 * What moves media: mediasoup, or a fake in tests. It knows workers, transports and tracks, and nothing of plans,
 * sessions or events. Every `close()` is idempotent and closes what was made from it. Refusals are `SfuError`s.
 */
export interface MediaEngine {
  readonly rtpCapabilities: RtpCapabilities;
  workers(): NodeDescription['workers'];
  /** A lesson's media may spread over workers; this is its place on all of them. */
  openLesson(lessonId: string): EngineLesson;
  /** A worker is gone with all that was on it; what remains elsewhere lives on. */
  onWorkerDied(listener: (workerId: string) => void): () => void;
  close(): Promise<void>;
}

export interface EngineLesson {
  /** Places a seat on a worker and makes both of its transports. */
  openSeat(options: { preferTcp: boolean }): Promise<EngineSeat>;
  /** @throws {SfuError} `badRequest` when RTP may not go to this address. */
  openTap(address: { ip: string; port: number }): EngineTap;
  /** How loud its sounds are, at each interval in which any is heard. */
  onLevels(listener: (levels: Level[]) => void): () => void;
  close(): void;
}

/** The loudness of one sound, in dBov: 0 is the loudest. */
export interface Level {
  trackId: string;
  levelDbov: number;
}

export interface PublishOptions {
  trackId: string;
  kind: MediaKind;
  rtpParameters: RtpParameters;
  paused: boolean;
}

export interface EngineSeat {
  readonly workerId: string;
  readonly send: TransportDescription;
  readonly receive: TransportDescription;
  /** What carries the media, once known. */
  readonly protocol: 'udp' | 'tcp' | null;
  connect(transportId: string, dtlsParameters: DtlsParameters): Promise<void>;
  restartIce(transportId: string): Promise<IceParameters>;
  publish(options: PublishOptions): Promise<EngineTrack>;
  /** Made paused. Tracks of other workers are fetched as needed. */
  consume(track: EngineTrack, want: Want): Promise<EngineConsumer>;
  measure(): Promise<SeatMeasure>;
  onTransportState(listener: (transportId: string, state: TransportState) => void): () => void;
  close(): void;
}

export type TransportState = 'connected' | 'disconnected' | 'failed';

/** Figures that cost a question to the worker. */
export interface SeatMeasure {
  roundTripMs: number | null;
  uplinkLoss: number | null;
  availableOutgoingBps: number | null;
}

export interface EngineTrack {
  readonly workerId: string;
  readonly kind: MediaKind;
  /** Spatial layers: simulcast encodings, or those of one scalable encoding. */
  readonly layers: number;
  /** 0 to 10, the best of its encodings; null before anything came. */
  readonly score: number | null;
  setPaused(paused: boolean): Promise<void>;
  /** Asks the sender at once; nothing happens while nobody receives the track. */
  requestKeyFrame(): Promise<void>;
  close(): void;
}

export interface EngineConsumer {
  readonly consumerId: string;
  readonly rtpParameters: RtpParameters;
  /** 0 to 10; null while paused. */
  readonly score: number | null;
  /** For pictures this asks the sender for a key frame. */
  resume(): Promise<void>;
  update(want: Want): Promise<void>;
  close(): void;
}

export interface EngineTap {
  pipes(): TapPipe[];
  addTrack(track: EngineTrack): Promise<EngineTapTrack>;
  close(): void;
}

export interface EngineTapTrack {
  readonly pipeId: string;
  readonly workerId: string;
  readonly consumerId: string;
  readonly rtpParameters: RtpParameters;
  close(): void;
}
