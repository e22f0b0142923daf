/** What keeps a track in step. */
export type Correction = { kind: 'rate'; playbackRate: number } | { kind: 'seek' };

/** Within this a track is in step, and its speed is the replay's own. */
export const inStepMs = 8;
/** Beyond this a track jumps: catching up by speed would be heard and seen for seconds. */
export const seekBeyondMs = 400;
/** Time in which a track that is off comes back into step. */
const catchUpMs = 700;
/** More is heard as a change of pitch or seen as haste. */
const mostChange = 0.12;

/**
 * How to bring a playing track back into step. `skewMs` is its position less the clock's: positive when it is ahead.
 * `rate` is the replay's speed. Pure.
 */
export function correct(skewMs: number, rate: number): Correction {
  const offMs = Math.abs(skewMs);
  if (offMs > seekBeyondMs * Math.max(1, rate)) return { kind: 'seek' };
  if (offMs <= inStepMs) return { kind: 'rate', playbackRate: rate };
  const change = Math.min(offMs / (catchUpMs * rate), mostChange);
  return { kind: 'rate', playbackRate: rate * (1 - Math.sign(skewMs) * change) };
}

/** How far the clock moves towards the sound that leads it, at each look. */
export const clockNudge = (leaderSkewMs: number): number =>
  Math.abs(leaderSkewMs) > seekBeyondMs ? 0 : leaderSkewMs * 0.15;
