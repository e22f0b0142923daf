import type { Condition } from './segment-source.ts';
import type { ReplayTrack } from './timeline.ts';

/** Whether two lists name the same tracks in the same order. */
export const sameTracks = (left: readonly ReplayTrack[], right: readonly ReplayTrack[]): boolean =>
  left.length === right.length && left.every((track, index) => track.trackId === right[index]?.trackId);

/** Whether all tracks are in the same conditions. */
export const sameConditions = (
  left: Readonly<Record<string, Condition>>,
  right: Readonly<Record<string, Condition>>,
): boolean =>
  Object.keys(left).length === Object.keys(right).length &&
  Object.entries(left).every(([trackId, condition]) => right[trackId] === condition);
