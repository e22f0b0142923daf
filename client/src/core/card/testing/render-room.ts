import { cellsAcross, isWhite, squareShare } from '../card-face.ts';
import { type PlacedCard, placeCards, project, type RoomWish } from './place-cards.ts';
import { normal, seededRandom } from './random.ts';

/** How the picture of a room is. */
export interface PictureWish extends RoomWish {
  seed: number;
  /** Deviation of a Gaussian blur, pixels. */
  blurPx: number;
  /** Length of a sideways smear by movement, pixels; 0 for none. */
  smearPx: number;
  /** Deviation of the noise, of 255. */
  noise: number;
  /** Brightness of the darkest corner as a share of the brightest. */
  darkest: number;
  /** Shadows with an edge that lie over the room and over cards. */
  shadows: number;
}

export interface RoomPicture {
  width: number;
  height: number;
  /** One byte of brightness a pixel. */
  grey: Uint8Array;
  cards: PlacedCard[];
}

/** Renders a room with cards held up, the same for the same wish: not a flat scan, but what a camera on a screen sees. */
export function renderRoom(wish: PictureWish, width = 1280, height = 720): RoomPicture {
  const random = seededRandom(wish.seed);
  const light = background(random, width, height);
  const cards = placeCards(random, wish, width, height);
  for (const card of cards) drawCard(light, width, height, card);
  shade(light, random, wish, width, height);
  smear(light, width, height, wish.smearPx);
  blur(light, width, height, wish.blurPx);
  const grey = new Uint8Array(width * height);
  for (let index = 0; index < grey.length; index += 1) {
    grey[index] = Math.min(255, Math.max(0, (light[index] ?? 0) + wish.noise * normal(random)));
  }
  return { width, height, grey, cards };
}

/** Desks, windows, clothes, faces: many shapes of all sizes and shades, some square, so that a reader may be led astray. */
function background(random: () => number, width: number, height: number): Float32Array {
  const light = new Float32Array(width * height).fill(110);
  for (let shape = 0; shape < 700; shape += 1) {
    const [x, y] = [random() * width, random() * height];
    const [w, h] = [4 + random() ** 3 * 200, 4 + random() ** 3 * 150];
    const value = 20 + random() * 220;
    const [cos, sin] = [Math.cos(random() * 3), Math.sin(random() * 3)];
    const round = random() < 0.4;
    const reach = Math.max(w, h);
    for (let py = Math.max(0, Math.floor(y - reach)); py < Math.min(height, y + reach); py += 1) {
      for (let px = Math.max(0, Math.floor(x - reach)); px < Math.min(width, x + reach); px += 1) {
        const [u, v] = [((px - x) * cos + (py - y) * sin) / w, ((py - y) * cos - (px - x) * sin) / h];
        const inside = round ? u * u + v * v < 0.25 : Math.abs(u) < 0.5 && Math.abs(v) < 0.5;
        if (inside) light[py * width + px] = value;
      }
    }
  }
  return light;
}

const steps = 3;

function drawCard(light: Float32Array, width: number, height: number, card: PlacedCard): void {
  const { box } = card;
  for (let y = Math.max(0, box.top); y < Math.min(height, box.bottom + 1); y += 1) {
    for (let x = Math.max(0, box.left); x < Math.min(width, box.right + 1); x += 1) {
      const index = y * width + x;
      let sum = 0;
      for (let part = 0; part < steps * steps; part += 1) {
        const [dx, dy] = [((part % steps) + 0.5) / steps, (Math.floor(part / steps) + 0.5) / steps];
        const at = project(card.toPaper, x + dx - 0.5, y + dy - 0.5);
        sum += shadeOf(card, at.x, at.y) ?? light[index] ?? 0;
      }
      light[index] = sum / (steps * steps);
    }
  }
}

/** Brightness of a place on a card's paper; undefined beside it. */
function shadeOf(card: PlacedCard, u: number, v: number): number | undefined {
  if (u < 0 || v < 0 || u >= 1 || v >= 1) return undefined;
  const { finger } = card;
  if (finger && Math.hypot(u - finger.x, v - finger.y) < finger.radius) return 150;
  const margin = (1 - squareShare) / 2;
  const [column, row] = [u, v].map((place) => Math.floor(((place - margin) / squareShare) * cellsAcross)) as [
    number,
    number,
  ];
  const inside = column >= 0 && row >= 0 && column < cellsAcross && row < cellsAcross;
  if (inside) return isWhite(card.card, column, row) ? card.paper : card.ink;
  // The letters stand in the middle of each margin.
  const isLetter = (along: number, across: number) => Math.abs(along - 0.5) < 0.03 && across > 0.025 && across < 0.1;
  const letter = isLetter(u, v) || isLetter(u, 1 - v) || isLetter(v, u) || isLetter(v, 1 - u);
  return letter ? card.ink + 20 : card.paper;
}

/** Light falls off towards one side; shadows have an edge. */
function shade(light: Float32Array, random: () => number, wish: PictureWish, width: number, height: number): void {
  const angle = random() * 2 * Math.PI;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const shadows = Array.from({ length: wish.shadows }, () => {
    const turn = random() * Math.PI;
    return {
      cos: Math.cos(turn),
      sin: Math.sin(turn),
      at: (random() - 0.5) * width,
      wide: 40 + random() * 160,
      dim: 0.55 + random() * 0.3,
    };
  });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [x - width / 2, y - height / 2];
      const along = (u * cos + v * sin) / width + 0.5;
      let factor = wish.darkest + (1 - wish.darkest) * Math.min(1, Math.max(0, along));
      for (const shadow of shadows) {
        const inside = shadow.wide - Math.abs(u * shadow.cos + v * shadow.sin - shadow.at);
        // Its edge is a few pixels soft.
        factor *= 1 - (1 - shadow.dim) * Math.min(1, Math.max(0, inside / 6));
      }
      const index = y * width + x;
      light[index] = (light[index] ?? 0) * factor;
    }
  }
}

function smear(light: Float32Array, width: number, height: number, lengthPx: number): void {
  if (lengthPx < 1) return;
  const kernel = new Array<number>(2 * Math.floor(lengthPx / 2) + 1).fill(1);
  convolve(light, width, height, kernel, 1);
}

function blur(light: Float32Array, width: number, height: number, deviationPx: number): void {
  if (deviationPx <= 0) return;
  const reach = Math.ceil(deviationPx * 3);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * deviationPx ** 2)),
  );
  convolve(light, width, height, kernel, 1);
  convolve(light, width, height, kernel, width);
}

/** In place, along rows (`stride` 1) or columns (`stride` width). */
function convolve(light: Float32Array, width: number, height: number, kernel: number[], stride: number): void {
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const reach = (kernel.length - 1) / 2;
  const [lines, length] = stride === 1 ? [height, width] : [width, height];
  const line = new Float32Array(length);
  for (let each = 0; each < lines; each += 1) {
    const start = stride === 1 ? each * width : each;
    for (let i = 0; i < length; i += 1) line[i] = light[start + i * stride] ?? 0;
    for (let i = 0; i < length; i += 1) {
      let value = 0;
      for (let k = -reach; k <= reach; k += 1) {
        value += (kernel[k + reach] ?? 0) * (line[Math.min(length - 1, Math.max(0, i + k))] ?? 0);
      }
      light[start + i * stride] = value / sum;
    }
  }
}
