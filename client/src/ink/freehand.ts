import type { Drawing } from '@tongke/signaling/protocol/lesson';
import { boxOf } from './box.ts';
import { inkStyles, penSizes } from './palette.ts';
import { type Nib, penOutline } from './pen-outline.ts';
import { penWay, placesOf } from './pen-way.ts';
import type { Shape } from './shape.ts';

/** A marker lets through what is below it. */
const markerAlpha = 0.4;

/** The line of a pen or marker, as thick at each place as it was pressed there. `aspect`: width over height of the page. */
export function freehand(drawing: Drawing, aspect: number): Shape {
  const nib = nibOf(drawing);
  const way = penWay(drawing.points, aspect, nib.size / 4);
  const path = smoothPath(penOutline(way, nib));
  const places = placesOf(way);
  return {
    bounds: boxOf(places, nib.size),
    way: places,
    paint: (context) => {
      context.globalAlpha = drawing.tool === 'marker' ? markerAlpha : 1;
      context.fillStyle = inkStyles[drawing.colour];
      context.fill(path);
      context.globalAlpha = 1;
    },
  };
}

/**
 * The same line as thick everywhere as it is in the mean: it is there in a third of the time, for a page of thousands until
 * their outlines are made.
 */
export function plainFreehand(drawing: Drawing, aspect: number): Shape {
  const { size, thinning } = nibOf(drawing);
  const way = penWay(drawing.points, aspect, size / 2);
  const { pressures } = way;
  const pressed = pressures.reduce((sum, pressure) => sum + pressure, 0) / Math.max(1, pressures.length);
  const places = placesOf(way);
  const path = new Path2D();
  places.forEach(({ x, y }, index) => {
    if (index === 0) path.moveTo(x, y);
    // A dot is a line to where it began.
    if (index > 0 || places.length === 1) path.lineTo(x, y);
  });
  return {
    bounds: boxOf(places, size),
    way: places,
    paint: (context) => {
      context.globalAlpha = drawing.tool === 'marker' ? markerAlpha : 1;
      context.strokeStyle = inkStyles[drawing.colour];
      context.lineWidth = size * (1 - thinning * (1 - 2 * pressed));
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.stroke(path);
      context.globalAlpha = 1;
    },
  };
}

function nibOf({ tool, width, points }: Drawing): Nib {
  const isMarker = tool === 'marker';
  const hasPressure = points[0]?.pressure !== null;
  return {
    size: penSizes[width] * (isMarker ? 4 : 1.25),
    thinning: isMarker ? 0 : hasPressure ? 0.6 : 0.25,
    isSimulated: !isMarker && !hasPressure,
  };
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
