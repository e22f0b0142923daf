import type { ReplayView } from './replay-view.ts';
import type { Condition } from './segment-source.ts';
import type { ReplayTrack } from './timeline.ts';

/** Whether two lists name the same tracks in the same order. */
export const sameTracks = (left: readonly ReplayTrack[], right: readonly ReplayTrack[]): boolean =>
  left.length === right.length && left.every((track, index) => track.trackId === right[index]?.trackId);

/** Whether all tracks are in the same conditions. */
const sameConditions = (
  left: Readonly<Record<string, Condition>>,
  right: Readonly<Record<string, Condition>>,
): boolean =>
  Object.keys(left).length === Object.keys(right).length &&
  Object.entries(left).every(([trackId, condition]) => right[trackId] === condition);

/** Whether two looks show the same, but for where the replay is. */
export const sameLook = (
  left: ReplayView,
  right: Pick<ReplayView, 'state' | 'scene' | 'attached' | 'lesson' | 'conditions'>,
): boolean =>
  left.state === right.state &&
  left.scene === right.scene &&
  left.attached === right.attached &&
  left.lesson === right.lesson &&
  sameConditions(left.conditions, right.conditions);
