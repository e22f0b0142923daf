/** What can be drawn with. Their places in the lists stand in the log: only ever add at the end. */
export const inkTools = ['pen', 'marker', 'line', 'arrow', 'rectangle', 'ellipse', 'text'] as const;
export type InkTool = (typeof inkTools)[number];
/** Names of a palette; each screen has its own value for a name, so that no style ever comes over the wire. */
export const inkColours = ['black', 'red', 'blue', 'green', 'orange', 'violet', 'white', 'yellow'] as const;
export type InkColour = (typeof inkColours)[number];
export const inkWidths = ['fine', 'medium', 'broad', 'huge'] as const;
export type InkWidth = (typeof inkWidths)[number];

/** A page's box is this many units wide, and as many high, whatever its shape: coordinates run from 0 to one less. */
export const inkUnits = 1 << 14;
/** Pressure runs from 0 to one less than this. */
export const pressureSteps = 1 << 5;
/** Milliseconds of one step of a drawing's duration. */
export const durationStepMs = 16;
/** The longest duration that can be said. */
export const longestMs = ((1 << 12) - 1) * durationStepMs;

/** Where the pen was, in {@link inkUnits} of the page's box. */
export interface InkPoint {
  x: number;
  y: number;
  /** 0 to {@link pressureSteps} less one; null for a pen that does not know. All points of a drawing or none have one. */
  pressure: number | null;
}

/**
 * One stroke, shape or text. A stroke's points are evenly spaced in time over its duration. A shape has two points, the
 * ends or opposite corners; a text has one, where its first line begins at the top left.
 */
export interface Drawing {
  tool: InkTool;
  colour: InkColour;
  width: InkWidth;
  durationMs: number;
  points: readonly InkPoint[];
}

const freehand: ReadonlySet<InkTool> = new Set(['pen', 'marker']);
/** Whether a tool leaves the way it went, not only where it began and ended. */
export const isFreehand = (tool: InkTool): boolean => freehand.has(tool);

/** How many points a drawing may have. */
export function fitsTool(tool: InkTool, count: number): boolean {
  if (isFreehand(tool)) return count >= 1;
  return count === (tool === 'text' ? 1 : 2);
}
