import type { LessonPlan, Receive } from '../../control/index.ts';

/** A plan in short: seats by group, tracks by seat, and what each group receives. */
export function makePlan(options: {
  sequence: number;
  seats?: Record<string, string>;
  tracks?: Record<string, string>;
  paused?: string[];
  groups?: Record<string, (string | Receive)[]>;
  taps?: Record<string, string[]>;
}): LessonPlan {
  const { sequence, seats = {}, tracks = {}, paused = [], groups = {}, taps = {} } = options;
  return {
    sequence,
    seats: mapValues(seats, (group) => ({ group })),
    tracks: mapValues(tracks, (seatId, trackId) => ({ seatId, paused: paused.includes(trackId) })),
    groups: mapValues(groups, (receives) => receives.map(toReceive)),
    taps: mapValues(taps, (trackIds) => ({ trackIds })),
  };
}

function toReceive(receive: string | Receive): Receive {
  if (typeof receive !== 'string') return receive;
  return { trackId: receive, priority: 100, maxSpatialLayer: 2, demand: 'always' };
}

function mapValues<From, To>(from: Record<string, From>, map: (value: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value, key)]));
}
