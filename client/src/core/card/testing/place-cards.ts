import { normal } from './random.ts';

/** A card held up somewhere in a room, as the camera sees it. */
export interface PlacedCard {
  card: number;
  /** The edge that is up; 0 is A. */
  choice: 0 | 1 | 2 | 3;
  /** From picture pixels to the card's own plane, where its paper is 0 to 1 from the upper left: rows of a 3×3 matrix. */
  toPaper: readonly number[];
  /** Pixels that it may touch. */
  box: { left: number; top: number; right: number; bottom: number };
  /** Side of the black square in pixels, before perspective. */
  squarePx: number;
  /** Brightness of paper and ink, 0 to 255, before light and shade. */
  paper: number;
  ink: number;
  /** A finger that covers paper: its middle and radius on the paper's plane. */
  finger: { x: number; y: number; radius: number } | null;
  /** Whether the finger covers the code itself: such a card may stay unread, but never be read wrong. */
  covered: boolean;
}

/** How a test's room is. Angles in degrees. */
export interface RoomWish {
  cards: number;
  columns: number;
  rows: number;
  /** Side of the paper as a share of a place's smaller side, from and to. */
  size: readonly [number, number];
  /** Most that a card leans to a side. */
  lean: number;
  /** Most that a card is turned away from the camera, about both axes. */
  turned: number;
  /** Share of cards with a finger over the code. */
  covered: number;
}

/** Places cards in a room of `width` × `height` pixels: one for each place of a grid, pushed about, in random rotations. */
export function placeCards(random: () => number, wish: RoomWish, width: number, height: number): PlacedCard[] {
  const [placeWidth, placeHeight] = [width / wish.columns, height / wish.rows];
  return Array.from({ length: wish.cards }, (_, index) => {
    const [from, to] = wish.size;
    const side = Math.min(placeWidth, placeHeight) * (from + (to - from) * random());
    const slack = { x: Math.max(0, placeWidth - side * 1.3) / 2, y: Math.max(0, placeHeight - side * 1.3) / 2 };
    const x = ((index % wish.columns) + 0.5) * placeWidth + (random() * 2 - 1) * slack.x;
    const y = (Math.floor(index / wish.columns) + 0.5) * placeHeight + (random() * 2 - 1) * slack.y;
    const choice = Math.floor(random() * 4) as 0 | 1 | 2 | 3;
    const covered = random() < wish.covered;
    const degrees = (most: number) => ((random() * 2 - 1) * most * Math.PI) / 180;
    const roll = (-choice * Math.PI) / 2 + degrees(wish.lean);
    const toPicture = seen(x, y, side, roll, degrees(wish.turned), degrees(wish.turned));
    return {
      card: index + 1,
      choice,
      toPaper: inverse(toPicture),
      box: boxOf(toPicture),
      squarePx: side * 0.72,
      paper: 215 + 12 * normal(random),
      ink: 45 + 8 * normal(random),
      finger: finger(random, covered),
      covered,
    };
  });
}

/** Fingers hold a card at its margin; one that covers the code reaches over the black square. */
function finger(random: () => number, covered: boolean): PlacedCard['finger'] {
  const along = 0.2 + 0.6 * random();
  const depth = covered ? 0.16 + 0.1 * random() : -0.01;
  const [x, y] = [
    [along, depth],
    [1 - depth, along],
    [along, 1 - depth],
    [depth, along],
  ][Math.floor(random() * 4)] as [number, number];
  return { x, y, radius: covered ? 0.09 : 0.07 + 0.03 * random() };
}

/** A square sheet of `side` pixels, turned in space about its middle, seen from four of its sides' lengths away. */
function seen(x: number, y: number, side: number, roll: number, pitch: number, yaw: number): number[] {
  const distance = 4;
  const [cr, sr, cp, sp, cy, sy] = [roll, pitch, yaw].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Rotation by roll in the plane, then pitch about the level axis, then yaw about the upright one.
  const [ax, ay, az] = [cr * cy + sr * sp * sy, sr * cp, -cr * sy + sr * sp * cy];
  const [bx, by, bz] = [-sr * cy + cr * sp * sy, cr * cp, sr * sy + cr * sp * cy];
  const centred = [
    side * ax + (x * az) / distance,
    side * bx + (x * bz) / distance,
    x,
    side * ay + (y * az) / distance,
    side * by + (y * bz) / distance,
    y,
    az / distance,
    bz / distance,
    1,
  ];
  // From paper coordinates 0 to 1 to ones about the middle.
  return [0, 3, 6].flatMap((row) => {
    const [a = 0, b = 0, c = 0] = centred.slice(row, row + 3);
    return [a, b, c - (a + b) / 2];
  });
}

function boxOf(toPicture: number[]): PlacedCard['box'] {
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([u = 0, v = 0]) => project(toPicture, u, v));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return {
    left: Math.floor(Math.min(...xs)),
    right: Math.ceil(Math.max(...xs)),
    top: Math.floor(Math.min(...ys)),
    bottom: Math.ceil(Math.max(...ys)),
  };
}

/** A point through a 3×3 matrix. */
export function project(matrix: readonly number[], u: number, v: number): { x: number; y: number } {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = matrix;
  const w = g * u + h * v + i;
  return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w };
}

function inverse(matrix: number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = matrix;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}
