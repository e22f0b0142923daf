import { type Drawing, type InkPoint, inkUnits, pressureSteps } from '@tongke/signaling/protocol/lesson';
import { drawingWidth, inkStyles, penSizes, textSizes } from './palette.ts';
import { type PenWay, penOutline } from './pen-outline.ts';

/** A place in the drawing box. */
export interface Place {
  x: number;
  y: number;
}
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

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
/** Units of the drawing box in one of a drawing, across; down it is that by the page's shape. */
const unit = drawingWidth / (inkUnits - 1);

/** `aspect`: width over height of the page. */
export function shapeOf(drawing: Drawing, text: string | undefined, aspect: number): Shape {
  const style = inkStyles[drawing.colour];
  const place = ({ x, y }: InkPoint): Place => ({ x: x * unit, y: (y * unit) / aspect });
  switch (drawing.tool) {
    case 'pen':
    case 'marker':
      return freehand(drawing, aspect, style);
    case 'text':
      return words(drawing.points.map(place)[0] ?? { x: 0, y: 0 }, text ?? '', textSizes[drawing.width], style);
    case 'line':
    case 'arrow':
    case 'rectangle':
    case 'ellipse':
      return figure(drawing.tool, drawing.points.map(place), penSizes[drawing.width], style);
  }
}

function freehand({ tool, width, points }: Drawing, aspect: number, style: string): Shape {
  const isMarker = tool === 'marker';
  const size = penSizes[width] * (isMarker ? 4 : 1.25);
  const hasPressure = points[0]?.pressure !== null;
  const way = spread(points, aspect, size / 4);
  const path = smoothPath(
    penOutline(way, {
      size,
      thinning: isMarker ? 0 : hasPressure ? 0.6 : 0.25,
      isSimulated: !isMarker && !hasPressure,
    }),
  );
  const places = way.xs.map((x, index) => ({ x, y: way.ys[index] ?? 0 }));
  return {
    bounds: boxOf(places, size),
    way: places,
    paint: (context) => {
      context.globalAlpha = isMarker ? 0.4 : 1;
      context.fillStyle = style;
      context.fill(path);
      context.globalAlpha = 1;
    },
  };
}

/**
 * The places of a drawing that lie at least so far apart, and its last one: nearer ones are not seen in a line of that
 * width, and take most of the time. As a way grows, what was taken stays taken.
 */
function spread(points: readonly InkPoint[], aspect: number, apart: number): PenWay {
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

/** A closed path through the middles of an outline's sides; `outline`: x and y of each corner in turn. */
function smoothPath(outline: readonly number[]): Path2D {
  const path = new Path2D();
  const { length } = outline;
  let x = outline[0] ?? 0;
  let y = outline[1] ?? 0;
  for (let at = 0; at < length; at += 2) {
    const nextX = outline[(at + 2) % length] ?? 0;
    const nextY = outline[(at + 3) % length] ?? 0;
    if (at === 0) path.moveTo((x + nextX) / 2, (y + nextY) / 2);
    else path.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    x = nextX;
    y = nextY;
  }
  path.closePath();
  return path;
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

function boxOf(places: readonly Place[], size: number): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    box.left = Math.min(box.left, x - size);
    box.top = Math.min(box.top, y - size);
    box.right = Math.max(box.right, x + size);
    box.bottom = Math.max(box.bottom, y + size);
  }
  return box;
}

export const meet = (one: Box, other: Box): boolean =>
  one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;

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
