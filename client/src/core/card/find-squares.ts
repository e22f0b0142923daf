import type { GreyImage, Point } from 'js-aruco2';
import cv, { type Contour } from 'js-aruco2/src/cv.js';
import { refineCorners } from './refine-corners.ts';

const { CV } = cv;

/** How a picture is made black and white: a pixel is dark when it is so much darker than those around it. */
interface Threshold {
  /** Pixels to each side, at most 15. */
  kernelSize: number;
  darker: number;
}

/** Looks at a picture, each of which finds what others miss. */
type Look = 'wide' | 'middle' | 'narrow';

/**
 * A wide look at the picture in steps of brightness as eyes have them (28 to the double), in which paper on both sides of
 * a shadow's edge is less apart than paper and ink are; two at its plain brightness, the
 * middle one for what is dark and noisy, the narrow one for what is small or blurred.
 */
const thresholds: Readonly<Record<Look, Threshold>> = {
  wide: { kernelSize: 12, darker: 12 },
  middle: { kernelSize: 12, darker: 7 },
  narrow: { kernelSize: 5, darker: 4 },
};
const eyeSteps = Uint8Array.from({ length: 256 }, (_, grey) => Math.round(28 * Math.log2(grey + 8)));
const leastSidePx = 8;

/** Space for pictures of one size. */
export interface SquareScratch {
  /** What the wide look called dark: 255 for dark. */
  wide: GreyImage & { data: Uint8Array };
  other: GreyImage;
  eye: GreyImage;
  border: Int32Array;
}

export function squareScratch(width: number, height: number): SquareScratch {
  const empty = () => ({ width, height, data: new Uint8Array(width * height) });
  return { wide: empty(), other: empty(), eye: empty(), border: new Int32Array((width + 2) * (height + 2)) };
}

/** All dark quadrangles in a picture, clockwise, corners to less than a pixel; one may be told by each look. */
export function findSquares(picture: GreyImage, scratch: SquareScratch): Point[][] {
  const squares: Point[][] = [];
  const { data } = scratch.eye;
  for (let index = 0; index < data.length; index += 1) data[index] = eyeSteps[picture.data[index] ?? 0] ?? 0;
  for (const look of ['wide', 'middle', 'narrow'] as const) {
    const { kernelSize, darker } = thresholds[look];
    const dark = look === 'wide' ? scratch.wide : scratch.other;
    CV.adaptiveThreshold(look === 'wide' ? scratch.eye : picture, dark, kernelSize, darker);
    for (const contour of CV.findContours(dark, scratch.border)) {
      const square = asSquare(contour);
      if (square) squares.push(square);
    }
  }
  return squares;
}

function asSquare(contour: Contour): Point[] | null {
  if (contour.length < leastSidePx * 4 || contour.hole) return null;
  const corners = CV.approxPolyDP(contour, contour.length * 0.04);
  if (corners.length !== 4 || !CV.isContourConvex(corners) || CV.minEdgeLength(corners) < leastSidePx) return null;
  return clockwise(refineCorners(contour, corners) ?? corners);
}

function clockwise(corners: Point[]): Point[] {
  const [a, b, c, d] = corners;
  if (!a || !b || !c || !d) return corners;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0 ? [a, d, c, b] : corners;
}
