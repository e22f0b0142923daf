/** What keeps a track in step. */
export type Correction = { kind: 'rate'; playbackRate: number } | { kind: 'seek' };

/**
 * A track that is further off than `begin` is brought back until it is within `end`. Browsers lose about 20 ms of a
 * sound whenever its speed changes, so that sounds are left alone for longer.
 */
const bands = {
  video: { beginMs: 12, endMs: 3 },
  audio: { beginMs: 32, endMs: 4 },
} as const;
/** Beyond this a track jumps: catching up by speed would be heard and seen for seconds. */
export const seekBeyondMs = 400;
/** Time in which a track that is off comes back into step. */
const catchUpMs = 600;
/** Less would take for ever, more is heard as a change of pitch or seen as haste. */
const leastChange = 0.015;
const mostChange = 0.12;

/**
 * How to bring a playing track back into step. `skewMs` is its position less the clock's: positive when it is ahead.
 * `rate` is the replay's speed; `correcting`: whether the track is being brought back already. Pure.
 */
export function correct(
  skewMs: number,
  { kind, rate, correcting }: { kind: 'audio' | 'video'; rate: number; correcting: boolean },
): Correction {
  const offMs = Math.abs(skewMs);
  if (offMs > seekBeyondMs * Math.max(1, rate)) return { kind: 'seek' };
  const { beginMs, endMs } = bands[kind];
  if (offMs <= (correcting ? endMs : beginMs) * Math.max(1, rate)) return { kind: 'rate', playbackRate: rate };
  const change = Math.max(leastChange, Math.min(offMs / (catchUpMs * rate), mostChange));
  return { kind: 'rate', playbackRate: rate * (1 - Math.sign(skewMs) * change) };
}
