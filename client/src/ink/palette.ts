import type { InkColour, InkWidth } from '@tongke/signaling/protocol/lesson';

/** What each colour of ink looks like: dark and full enough for a pale projector on white, apart from white and yellow for pictures. */
export const inkStyles: Record<InkColour, string> = {
  black: '#15191c',
  red: '#d01717',
  blue: '#1450d2',
  green: '#0a7434',
  orange: '#d95f00',
  violet: '#7a2bc2',
  white: '#ffffff',
  yellow: '#ffd60a',
};

/**
 * The colour that stands out on each. Not left to a blend mode: one element that blends lets a computer without a graphics
 * chip paint the whole page again for every frame.
 */
export const inkContrast = (colour: InkColour): string =>
  inkStyles[colour === 'white' || colour === 'yellow' ? 'black' : 'white'];

/** Width of the box that everything is drawn in, whatever the screen; its height follows from the page's shape. */
export const drawingWidth = 1_600;

/** Thickness of a pen's line, in units of the box; a marker's is four times that. */
export const penSizes: Record<InkWidth, number> = { fine: 3.5, medium: 7, broad: 13, huge: 26 };
/** Height of a text's letters. */
export const textSizes: Record<InkWidth, number> = { fine: 30, medium: 44, broad: 64, huge: 96 };
