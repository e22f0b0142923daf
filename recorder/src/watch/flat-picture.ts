import type { TrackSource } from '@tongke/signaling/protocol/lesson';
import type { AccessUnit } from '../codec/access-unit.ts';
import type { Luma } from './picture-decoder.ts';

/**
 * A key frame of anything that can be seen takes more than this at the bitrates of a small layer; a flat one takes a tenth of it. A covered lens
 * whose camera makes so much noise that its key frames are larger is not found: to find it, all would have to be decoded.
 */
const suspectBytesPerPixel = 0.03;
/** Brightness of a flat picture differs by less from place to place; in the darkest room there are windows, screens and faces. */
const flatSpread = 2;
const blackMean = 24;

/** Whether a key frame is so small that it may be of nothing. Says nothing about the others. */
export function isSuspect({ data, config }: AccessUnit): boolean {
  return config !== null && data.length < config.width * config.height * suspectBytesPerPixel;
}

/**
 * Whether a picture shows nothing. A camera's is of one colour, whichever: a cap, a cloth, a lamp, a device that gives a blue picture. A screen may well be
 * white: it shows nothing only when it is black.
 */
export function showsNothing(source: TrackSource, { mean, spread }: Luma): boolean {
  return spread < flatSpread && (source !== 'screen' || mean <= blackMean);
}
