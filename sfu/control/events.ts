import type { SeatConsumers, SeatStats, TapDescription } from './requests.ts';

/** Facts that the sfu tells signaling. Each may be lost with the link: whoever reconnects asks `node:describe`. */
export interface SfuEvents {
  /** What a seat should be receiving has changed. */
  seatChanged: SeatConsumers & { lessonId: string; seatId: string; session: string };
  tapChanged: TapDescription & { lessonId: string; tapId: string };
  /** Whether anybody needs a track, and up to which spatial layer: -1 is nobody. The sender stops what is not needed. */
  demandChanged: { lessonId: string; seatId: string; trackId: string; maxSpatialLayer: number };
  /** A worker is gone, with the transports and tracks of these seats and the pipes of these taps. They may open again at once. */
  workerDied: {
    workerId: string;
    seats: { lessonId: string; seatId: string }[];
    tracks: { lessonId: string; trackId: string }[];
  };
  transportChanged: {
    lessonId: string;
    seatId: string;
    transportId: string;
    state: 'connected' | 'disconnected' | 'failed';
  };
  /**
   * Every 500 ms while anybody is heard: the loudness of each sound that a plan gives to others, in dBov (RFC 6464), from
   * 0, the loudest, down to −60.
   */
  speechMeasured: { lessonId: string; voices: { seatId: string; trackId: string; levelDbov: number }[] };
  /** Every 2 s for each lesson with seats. */
  qualityMeasured: { lessonId: string; seats: SeatStats[] };
}
export type SfuEventName = keyof SfuEvents;
