import { getStroke } from 'perfect-freehand';
import type { PenWay } from './pen-way.ts';

/** How a pen makes a line of the way it goes. */
export interface Nib {
  /** Thickness of a line of full pressure, in units of the drawing box. */
  size: number;
  /** How much thinner little pressure makes it, 0 to 1. */
  thinning: number;
  /** Pressure is made up from how fast the pen goes. */
  isSimulated: boolean;
}

/** The closed outline of a pen's line, thick where it was pressed: x and y of each corner in turn. */
export const penOutline = ({ xs, ys, pressures }: PenWay, { size, thinning, isSimulated }: Nib): number[] =>
  getStroke(
    xs.map((x, index) => [x, ys[index] ?? 0, pressures[index] ?? 0.5]),
    { size, thinning, smoothing: 0.5, streamline: 0.25, simulatePressure: isSimulated, last: true },
  ).flat();
