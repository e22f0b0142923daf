import type { Drawing, InkPoint } from '@tongke/signaling/protocol/lesson';
import { type Box, boxOf, meet, type Place } from './box.ts';
import { freehand } from './freehand.ts';
import { inkStyles, penSizes, textSizes } from './palette.ts';
import { unit } from './pen-way.ts';

/** A drawing made ready for a canvas whose unit is that of the drawing box. */
export interface Shape {
  bounds: Box;
  /** The way of it, for the eraser. */
  way: readonly Place[];
  paint: (context: InkContext) => void;
}

/** What shapes are painted on: a canvas of the page, or a worker's. */
export type InkContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Stands for a drawing that cannot be read. */
export const noShape: Shape = { bounds: { left: 0, top: 0, right: 0, bottom: 0 }, way: [], paint: () => {} };

const font = (size: number) =>
  `600 ${size}px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif`;
const lineHeight = 1.25;
/** `aspect`: width over height of the page. */
export function shapeOf(drawing: Drawing, text: string | undefined, aspect: number): Shape {
  const style = inkStyles[drawing.colour];
  const place = ({ x, y }: InkPoint): Place => ({ x: x * unit, y: (y * unit) / aspect });
  switch (drawing.tool) {
    case 'pen':
    case 'marker':
      return freehand(drawing, aspect);
    case 'text':
      return words(drawing.points.map(place)[0] ?? { x: 0, y: 0 }, text ?? '', textSizes[drawing.width], style);
    case 'line':
    case 'arrow':
    case 'rectangle':
    case 'ellipse':
      return figure(drawing.tool, drawing.points.map(place), penSizes[drawing.width], style);
  }
}

function figure(tool: 'line' | 'arrow' | 'rectangle' | 'ellipse', places: Place[], size: number, style: string): Shape {
  const [from = { x: 0, y: 0 }, to = from] = places;
  const path = new Path2D();
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const half = { x: Math.abs(to.x - from.x) / 2, y: Math.abs(to.y - from.y) / 2 };
  const corners = [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }, from];
  const round = Array.from({ length: 33 }, (_, step) => {
    const angle = (step / 32) * 2 * Math.PI;
    return { x: middle.x + half.x * Math.cos(angle), y: middle.y + half.y * Math.sin(angle) };
  });
  if (tool === 'rectangle') path.rect(middle.x - half.x, middle.y - half.y, half.x * 2, half.y * 2);
  else if (tool === 'ellipse') path.ellipse(middle.x, middle.y, half.x, half.y, 0, 0, 2 * Math.PI);
  else {
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  }
  const head = size * 4;
  if (tool === 'arrow') {
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    for (const turn of [-0.5, 0.5]) {
      path.moveTo(to.x, to.y);
      path.lineTo(to.x - head * Math.cos(angle + turn), to.y - head * Math.sin(angle + turn));
    }
  }
  const way = { line: [from, to], arrow: [from, to], rectangle: corners, ellipse: round }[tool];
  return {
    bounds: boxOf([from, to], size + (tool === 'arrow' ? head : 0)),
    way,
    paint: (context) => {
      context.strokeStyle = style;
      context.lineWidth = size;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.stroke(path);
    },
  };
}

function words(at: Place, text: string, size: number, style: string): Shape {
  const lines = text.split('\n');
  // Wide letters are as wide as they are high; narrow ones about half.
  const widthOf = (line: string) =>
    [...line].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 1.05 : 0.62), 0) * size;
  const right = at.x + Math.max(...lines.map(widthOf));
  const bottom = at.y + lines.length * size * lineHeight;
  const step = size / 2;
  const way = lines.flatMap((line, index) =>
    Array.from({ length: Math.ceil(widthOf(line) / step) + 1 }, (_, count) => ({
      x: at.x + count * step,
      y: at.y + (index + 0.5) * size * lineHeight,
    })),
  );
  return {
    bounds: { left: at.x - 4, top: at.y - 4, right: right + 4, bottom: bottom + 4 },
    way,
    paint: (context) => {
      context.fillStyle = style;
      context.font = font(size);
      context.textBaseline = 'middle';
      lines.forEach((line, index) => {
        context.fillText(line, at.x, at.y + (index + 0.5) * size * lineHeight);
      });
    },
  };
}

/** Whether a shape's way passes a place as near as `reach`. */
export function passes({ bounds, way }: Shape, place: Place, reach: number): boolean {
  const around = { left: place.x - reach, top: place.y - reach, right: place.x + reach, bottom: place.y + reach };
  if (!meet(bounds, around)) return false;
  return way.some((to, index) => distance(place, way[index - 1] ?? to, to) <= reach);
}

/** From a place to a straight piece of a way. */
function distance(place: Place, from: Place, to: Place): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((place.x - from.x) * dx + (place.y - from.y) * dy) / length;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(place.x - from.x - share * dx, place.y - from.y - share * dy);
}
