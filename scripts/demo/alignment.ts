import type { DecodedPicture } from './decode.ts';
import type { ProbedPair } from './page-probe.ts';

/** A flash and its beep: when, and how much later than the beep the flash is. */
export interface SkewPoint {
  readonly frame: number;
  readonly atMs: number;
  readonly skewMs: number;
}

/** How well an archive keeps picture and sound together, against their source. */
export interface Alignment {
  /** Seconds that were compared. */
  readonly pairs: number;
  /** Seconds of the archive whose flash or beep could not be matched with one at the source. */
  readonly unmatched: number;
  readonly medianMs: number;
  readonly maxMs: number;
  /** Four seconds of five are at most so far off: what lasts shows here, what stalled for a moment does not. */
  readonly mostMs: number;
  /** By how much the last third differs from the first, in the median. */
  readonly driftMs: number;
}

const neighbours = 15;

/**
 * What the source's page measured: the devices' stamps tell each second exactly, and the shortest lags of a neighbourhood
 * tell the difference between their zeros. A second whose flash went with another's beep in a page that stood still is
 * left out.
 * @param startedAt the archive's zero, milliseconds since the epoch
 */
export function sourceSkews(pairs: readonly ProbedPair[], startedAt: number): SkewPoint[] {
  return pairs.flatMap(({ frame, at, stampedMs }, index) => {
    const around = pairs.slice(Math.max(0, index - neighbours), index + neighbours + 1);
    const pictureLagMs = Math.min(...around.map((pair) => pair.pictureLagMs));
    const soundLagMs = Math.min(...around.map((pair) => pair.soundLagMs));
    const skewMs = stampedMs + pictureLagMs - soundLagMs;
    return Math.abs(skewMs) > 500 ? [] : [{ frame, atMs: at - startedAt, skewMs }];
  });
}

/** Flashes of decoded pictures, each with the beep next to it. */
export function archiveSkews(pictures: readonly DecodedPicture[], beepsMs: readonly number[]): SkewPoint[] {
  const flashes = pictures.filter(({ isFlash }, index) => isFlash && pictures[index - 1]?.isFlash === false);
  return flashes.flatMap(({ atMs, code }) => {
    const beepMs = nearest(beepsMs, atMs);
    if (code === undefined || beepMs === undefined || Math.abs(beepMs - atMs) > 500) return [];
    return [{ frame: code.frame, atMs, skewMs: atMs - beepMs }];
  });
}

/** Compares the two, flash by flash: only where both begin with the very same picture. */
export function align(archived: readonly SkewPoint[], source: readonly SkewPoint[]): Alignment {
  const differences = archived.flatMap(({ frame, atMs, skewMs }) => {
    const match = source.find((point) => point.frame === frame && Math.abs(point.atMs - atMs) < 1_000);
    if (match === undefined) return [];
    const difference = skewMs - match.skewMs;
    // Each second has a flash and a beep: half a second apart either neighbour may have been taken for the partner.
    return [difference - Math.round(difference / 1_000) * 1_000];
  });
  const sizes = differences.map(Math.abs).sort((a, b) => a - b);
  const third = Math.max(1, Math.floor(differences.length / 3));
  return {
    pairs: differences.length,
    unmatched: archived.length - differences.length,
    medianMs: median(differences),
    maxMs: sizes.at(-1) ?? Number.NaN,
    mostMs: sizes[Math.ceil(sizes.length * 0.8) - 1] ?? Number.NaN,
    driftMs: median(differences.slice(-third)) - median(differences.slice(0, third)),
  };
}

/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function nearest(sorted: readonly number[], wanted: number): number | undefined {
  let best: number | undefined;
  for (const value of sorted)
    if (best === undefined || Math.abs(value - wanted) < Math.abs(best - wanted)) best = value;
  return best;
}
