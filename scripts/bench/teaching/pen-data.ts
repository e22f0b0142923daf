import { type Drawing, type InkPoint, inkUnits } from '@tongke/signaling/protocol/lesson';

/** Samples a second of a pen display; a mouse gives fewer, which pack better for each stroke and worse for each point. */
const rateHz = 200;
/** Width over height of a slide. */
const aspect = 16 / 9;

/** Ways of writing: how long a stroke takes, how large it is (in widths of the page), and how many turns it has. */
export const hands = {
  /** One stroke of a Chinese character. */
  character: { lastsMs: [140, 420], size: [0.012, 0.05], turns: [1, 3] },
  /** A word in joined letters. */
  word: { lastsMs: [600, 1_600], size: [0.05, 0.14], turns: [8, 22] },
  /** An underline, a curve, a circle. */
  sketch: { lastsMs: [400, 2_000], size: [0.1, 0.4], turns: [1, 5] },
} as const;
export type Hand = keyof typeof hands;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A stroke as a hand draws it: through a few turning points with the bell-shaped speed of each reach, a tremor of a few
 * hundredths of a millimetre at 8 to 12 Hz, the sensor's noise, and pressure that rises, wavers and falls.
 */
export function penStroke(hand: Hand, random: () => number): Drawing {
  const { lastsMs, size, turns } = hands[hand];
  const between = ([least, most]: readonly [number, number]) => least + random() * (most - least);
  const count = Math.max(2, Math.round((between(lastsMs) * rateHz) / 1_000));
  const reach = between(size);
  const places = turningPoints(Math.round(between(turns)) + 1, reach, random);
  const tremorHz = between([8, 12]);
  const phase = random() * 6;
  const points = Array.from({ length: count }, (_, index): InkPoint => {
    const along = (index / (count - 1)) * (places.length - 1);
    const piece = Math.min(places.length - 2, Math.floor(along));
    const place = bend(places, piece, minimumJerk(along - piece));
    const shake = 0.00006 * Math.sin(2 * Math.PI * tremorHz * (index / rateHz) + phase);
    const noise = () => (random() - 0.5) * 0.00012;
    const pressed =
      0.55 * Math.sin(Math.PI * Math.min(1, (index + 2) / (count + 3))) ** 0.4 + 0.06 * Math.sin(index / 9);
    return {
      x: (place.x + shake + noise()) * inkUnits,
      y: (place.y + shake + noise()) * aspect * inkUnits,
      pressure: (pressed + 0.25 + (random() - 0.5) * 0.01) * 31,
    };
  });
  return { tool: 'pen', colour: 'blue', width: 'medium', durationMs: (count * 1_000) / rateHz, points };
}

interface Spot {
  x: number;
  y: number;
}

function turningPoints(count: number, reach: number, random: () => number): Spot[] {
  const start = { x: 0.05 + random() * 0.5, y: (0.1 + random() * 0.6) / aspect };
  return Array.from({ length: count }, (_, index) => ({
    x: start.x + (index / Math.max(1, count - 1)) * reach + (random() - 0.5) * reach * 0.2,
    y: start.y + (random() - 0.5) * Math.min(reach, 0.05),
  }));
}

/** Of the way between two turning points, by Catmull and Rom. */
function bend(places: readonly Spot[], piece: number, share: number): Spot {
  const at = (index: number) => places[Math.max(0, Math.min(places.length - 1, index))] ?? { x: 0, y: 0 };
  const [a, b, c, d] = [at(piece - 1), at(piece), at(piece + 1), at(piece + 2)];
  const mix = (key: keyof Spot) =>
    0.5 *
    (2 * b[key] +
      (c[key] - a[key]) * share +
      (2 * a[key] - 5 * b[key] + 4 * c[key] - d[key]) * share ** 2 +
      (3 * b[key] - a[key] - 3 * c[key] + d[key]) * share ** 3);
  return { x: mix('x'), y: mix('y') };
}

/** How far a reach has come: the speed of a hand is a bell. Half of it, since a writing hand does not stop at each turn. */
const minimumJerk = (share: number): number => (share + share ** 3 * (10 - 15 * share + 6 * share ** 2)) / 2;
