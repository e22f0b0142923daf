import aruco, { type GreyImage, type Marker, type Point } from 'js-aruco2';
import 'js-aruco2/src/dictionaries/aruco_mip_25h7.js';
import cv from 'js-aruco2/src/cv.js';
import { cellsAcross, isWhite, mostCards } from './card-face.ts';
import { findSquares, type SquareScratch, squareScratch } from './find-squares.ts';

/**
 * Why a reading is not to be trusted without a look: `small`, `faint` (little between black and white), `unclear`
 * (cells are neither), `tilted` (nearly halfway between two letters), `damaged` (a cell is wrong).
 */
export type Doubt = 'small' | 'faint' | 'unclear' | 'tilted' | 'damaged';

/** A card in one picture. */
export interface CardSighting {
  /** From 1. */
  card: number;
  /** The edge that is up: 0 is A. */
  choice: 0 | 1 | 2 | 3;
  /** Of the black square, clockwise in the picture, in its pixels. */
  corners: Point[];
  /** Empty when the reading is plain. */
  doubts: Doubt[];
}

/** Picture side of a warped square: seven pixels a cell. */
const cellPx = 7;
const warpPx = cellsAcross * cellPx;
const plainest = { sidePx: 17, contrast: 30, unsureCells: 3, tiltDegrees: 36 };

/**
 * Reads cards in pictures of one size. Keeps its scratch space, so that a second picture costs no memory. A card that is
 * in one picture twice is told twice.
 */
export class CardReader {
  readonly #detector = new aruco.AR.Detector({ dictionaryName: 'ARUCO_MIP_25h7', maxHammingDistance: 3 });
  readonly #warped: GreyImage = { width: warpPx, height: warpPx, data: new Uint8Array(warpPx * warpPx) };
  readonly #scratch: SquareScratch;
  /** The picture without light and shade: 0 for what is darker than all around. */
  readonly #flat: GreyImage & { data: Uint8Array };
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#scratch = squareScratch(width, height);
    this.#flat = { width, height, data: new Uint8Array(width * height) };
  }

  /** `data`: one byte of brightness for each pixel, row by row. */
  read(data: Uint8Array): CardSighting[] {
    const picture = { width: this.#width, height: this.#height, data };
    const sightings: CardSighting[] = [];
    const squares = findSquares(picture, this.#scratch);
    const { wide } = this.#scratch;
    for (let index = 0; index < data.length; index += 1) this.#flat.data[index] = 255 - (wide.data[index] ?? 0);
    for (const square of squares) {
      // Most cards are found by each look.
      if (sightings.some(({ corners, doubts }) => doubts.length === 0 && isNear(corners, square))) continue;
      const sighting = this.#decode(picture, square);
      if (sighting) keepBetter(sightings, sighting);
    }
    return sightings;
  }

  #decode(picture: GreyImage, square: Point[]): CardSighting | null {
    // A shadow's edge over the code misleads one threshold for all of it, not one for each place.
    const marker = this.#marker(picture, square) ?? this.#marker(this.#flat, square);
    if (!marker || marker.id >= mostCards) return null;
    const { choice, tiltDegrees } = edgeUp(marker.corners);
    const card = marker.id + 1;
    const { unsureCells, contrast } = this.#quality(picture, marker.corners, card);
    const doubts: Doubt[] = [];
    if (shortestSide(marker.corners) < plainest.sidePx) doubts.push('small');
    if (contrast < plainest.contrast) doubts.push('faint');
    if (unsureCells > plainest.unsureCells) doubts.push('unclear');
    if (tiltDegrees > plainest.tiltDegrees) doubts.push('tilted');
    if (marker.hammingDistance > 0) doubts.push('damaged');
    return { card, choice, corners: square, doubts };
  }

  #marker(picture: GreyImage, square: Point[]): Marker | undefined {
    return this.#detector.findMarkers(picture, [square], warpPx)[0];
  }

  /** How far the cells are from what they should be, in grey. */
  #quality(picture: GreyImage, corners: Point[], card: number): { unsureCells: number; contrast: number } {
    cv.CV.warp(picture, this.#warped, corners, warpPx);
    const means: { white: boolean; mean: number }[] = [];
    for (let row = 0; row < cellsAcross; row += 1) {
      for (let column = 0; column < cellsAcross; column += 1) {
        means.push({ white: isWhite(card, column, row), mean: this.#cellMean(column, row) });
      }
    }
    const average = (white: boolean) => {
      const of = means.filter((cell) => cell.white === white);
      return of.reduce((sum, { mean }) => sum + mean, 0) / of.length;
    };
    const [bright, dark] = [average(true), average(false)];
    const contrast = bright - dark;
    const unsure = means.filter(({ white, mean }) => Math.abs(mean - (white ? bright : dark)) > contrast * 0.4);
    return { unsureCells: unsure.length, contrast };
  }

  /** Of the middle of a cell. */
  #cellMean(column: number, row: number): number {
    let sum = 0;
    for (let y = 2; y < 5; y += 1) {
      const start = (row * cellPx + y) * warpPx + column * cellPx;
      for (let x = 2; x < 5; x += 1) sum += this.#warped.data[start + x] ?? 0;
    }
    return sum / 9;
  }
}

/** Several looks find the same card at the same place: the plainer reading counts. */
function keepBetter(sightings: CardSighting[], fresh: CardSighting): void {
  const index = sightings.findIndex((known) => known.card === fresh.card && isNear(known.corners, fresh.corners));
  const known = sightings[index];
  if (!known) sightings.push(fresh);
  else if (fresh.doubts.length < known.doubts.length) sightings[index] = fresh;
}

function isNear(one: Point[], other: Point[]): boolean {
  const [a, b] = [middle(one), middle(other)];
  return Math.hypot(a.x - b.x, a.y - b.y) < shortestSide(one);
}

const middle = (corners: Point[]): Point => ({
  x: corners.reduce((sum, { x }) => sum + x, 0) / corners.length,
  y: corners.reduce((sum, { y }) => sum + y, 0) / corners.length,
});

function shortestSide(corners: Point[]): number {
  return Math.min(
    ...corners.map((corner, index) => {
      const next = corners[(index + 1) % corners.length] ?? corner;
      return Math.hypot(next.x - corner.x, next.y - corner.y);
    }),
  );
}

/** Which of a marker's edges is up, and how far it leans from there, 0 to 45 degrees. `corners` begin at the marker's own upper left. */
function edgeUp(corners: Point[]): { choice: 0 | 1 | 2 | 3; tiltDegrees: number } {
  // Both diagonals and all sides have a say: the mean direction of the edge from A's to C's middle.
  const [a, b, c, d] = corners;
  if (!a || !b || !c || !d) throw new RangeError('four corners');
  const up = Math.atan2((a.x + b.x - c.x - d.x) / 2, (c.y + d.y - a.y - b.y) / 2);
  const right = Math.atan2((b.y + c.y - a.y - d.y) / 2, (b.x + c.x - a.x - d.x) / 2);
  // Clockwise from up, both should be the same; perspective makes them differ.
  const turned = up + wrapped(right - up) / 2;
  const quarters = Math.round(turned / (Math.PI / 2));
  const tiltDegrees = (Math.abs(turned - quarters * (Math.PI / 2)) * 180) / Math.PI;
  return { choice: (((-quarters % 4) + 4) % 4) as 0 | 1 | 2 | 3, tiltDegrees };
}

const wrapped = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
