import { type InkPoint, inkUnits, pressureSteps } from '@tongke/signaling/protocol/lesson';
import type { Place } from './box.ts';
import { drawingWidth } from './palette.ts';

/** Units of the drawing box in one of a drawing, across; down it is that by the page's shape. */
export const unit = drawingWidth / (inkUnits - 1);

/** Where a pen was, place by place. */
export interface PenWay {
  xs: readonly number[];
  ys: readonly number[];
  /** 0 to 1. */
  pressures: readonly number[];
}

/**
 * The places of a drawing that lie at least so far apart, and its last one: nearer ones are not seen in a line of that
 * width, and take most of the time. As a way grows, what was taken stays taken. `aspect`: width over height of the page.
 */
export function penWay(points: readonly InkPoint[], aspect: number, apart: number): PenWay {
  const way: { xs: number[]; ys: number[]; pressures: number[] } = { xs: [], ys: [], pressures: [] };
  const unitY = unit / aspect;
  const least = apart * apart;
  let lastX = Number.POSITIVE_INFINITY;
  let lastY = 0;
  points.forEach(({ x, y, pressure }, index) => {
    const dx = x * unit - lastX;
    const dy = y * unitY - lastY;
    if (dx * dx + dy * dy < least && index < points.length - 1) return;
    lastX = x * unit;
    lastY = y * unitY;
    way.xs.push(lastX);
    way.ys.push(lastY);
    way.pressures.push(pressure === null ? 0.5 : pressure / (pressureSteps - 1));
  });
  return way;
}

export const placesOf = ({ xs, ys }: PenWay): Place[] => xs.map((x, index) => ({ x, y: ys[index] ?? 0 }));
