/** A source of numbers in [0, 1) that gives the same row for the same seed. */
export type Random = () => number;

/**
 * Makes a source from a seed and a purpose, so that loss, jitter and so on draw from rows of their own: more draws for one
 * do not shift the others.
 */
export function seededRandom(seed: number, purpose: string): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (const character of purpose) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x85ebca6b) >>> 0;
  return () => {
    // A Weyl sequence, mixed: one 32-bit state, full period.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
