import type { Want } from './plan-index.ts';

export interface HeldSeat {
  readonly openedAtMs: number;
  /** A plan has named it since it was opened: from then on, missing in a plan closes it at once. */
  readonly admitted: boolean;
  readonly interest: ReadonlyMap<string, number>;
  readonly wants: ReadonlyMap<string, Want>;
}

export interface HeldTrack {
  readonly seatId: string;
  readonly publishedAtMs: number;
  readonly admitted: boolean;
  readonly paused: boolean;
}

export interface HeldTap {
  readonly openedAtMs: number;
  readonly admitted: boolean;
  readonly trackIds: ReadonlySet<string>;
}

/** What one lesson holds now, as decided; media follows it. */
export interface Held {
  readonly seats: ReadonlyMap<string, HeldSeat>;
  readonly tracks: ReadonlyMap<string, HeldTrack>;
  readonly taps: ReadonlyMap<string, HeldTap>;
}
