/** One simulcast layer as it is asked for. */
export interface LayerEncoding {
  scaleResolutionDownBy: number;
  maxBitrate: number;
  maxFramerate?: number;
  scalabilityMode: string;
}

/** Bits per second for a picture of this many lines. */
const bitrateOfLines: readonly (readonly [number, number])[] = [
  [1080, 3_000_000],
  [720, 1_600_000],
  [540, 1_000_000],
  [360, 500_000],
  [270, 350_000],
  [180, 160_000],
  [0, 120_000],
];

const bitrateBps = (lines: number) => bitrateOfLines.find(([least]) => lines >= least)?.[1] ?? 120_000;

/**
 * The simulcast layers of a camera picture, smallest first: three from 960×540 up, two from 480×270, one below (Chrome
 * sends nothing on a third layer of a small picture).
 */
export function cameraLayers(width: number, height: number): LayerEncoding[] {
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const count = long >= 960 && short >= 540 ? 3 : long >= 480 && short >= 270 ? 2 : 1;
  return Array.from({ length: count }, (_, layer) => {
    const scaleResolutionDownBy = 2 ** (count - 1 - layer);
    return { scaleResolutionDownBy, maxBitrate: bitrateBps(short / scaleResolutionDownBy), scalabilityMode: 'L1T1' };
  });
}

/** A shared screen: sharp and slow; a half-size layer for thin lines. */
export function screenLayers(): LayerEncoding[] {
  return [
    { scaleResolutionDownBy: 2, maxBitrate: 400_000, maxFramerate: 8, scalabilityMode: 'L1T1' },
    { scaleResolutionDownBy: 1, maxBitrate: 2_000_000, maxFramerate: 15, scalabilityMode: 'L1T1' },
  ];
}
