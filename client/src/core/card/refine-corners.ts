import type { Point } from 'js-aruco2';

interface Line {
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/**
 * The corners of a quadrangle to less than a pixel: each side is the line that lies best through the contour's points
 * between its two corners, without the ends, which blur rounds; corners are where sides meet. `contour` is closed and
 * holds the corners. Null where there are too few points or the sides meet far away from the corners.
 */
export function refineCorners(contour: readonly Point[], corners: readonly Point[]): Point[] | null {
  const places = corners.map((corner) => contour.findIndex(({ x, y }) => x === corner.x && y === corner.y));
  const lines: Line[] = [];
  for (let side = 0; side < 4; side += 1) {
    const from = places[side] ?? -1;
    const to = places[(side + 1) % 4] ?? -1;
    if (from < 0 || to < 0) return null;
    const line = lineThrough(contour, from, to);
    if (!line) return null;
    lines.push(line);
  }
  const refined: Point[] = [];
  for (let side = 0; side < 4; side += 1) {
    const before = lines[(side + 3) % 4];
    const after = lines[side];
    const corner = corners[side];
    const met = before && after ? meeting(before, after) : null;
    if (!met || !corner || Math.hypot(met.x - corner.x, met.y - corner.y) > 4) return null;
    refined.push(met);
  }
  return refined;
}

/** Least squares of the distances, over the middle four fifths of the stretch. */
function lineThrough(contour: readonly Point[], from: number, to: number): Line | null {
  const length = contour.length;
  // Contours and corners may run in opposite directions: the shorter way round is the side.
  const forward = (to - from + length) % length;
  const step = forward <= length - forward ? 1 : -1;
  const count = Math.min(forward, length - forward);
  const skip = Math.max(1, Math.round(count / 10));
  let [n, sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0, 0];
  for (let index = skip; index <= count - skip; index += 1) {
    const point = contour[(from + step * index + length * 2) % length];
    if (!point) continue;
    n += 1;
    sumX += point.x;
    sumY += point.y;
    sumXX += point.x * point.x;
    sumXY += point.x * point.y;
    sumYY += point.y * point.y;
  }
  if (n < 3) return null;
  const [x, y] = [sumX / n, sumY / n];
  const angle = Math.atan2(2 * (sumXY / n - x * y), sumXX / n - x * x - (sumYY / n - y * y)) / 2;
  return { x, y, dx: Math.cos(angle), dy: Math.sin(angle) };
}

function meeting(one: Line, other: Line): Point | null {
  const cross = one.dx * other.dy - one.dy * other.dx;
  if (Math.abs(cross) < 0.2) return null;
  const along = ((other.x - one.x) * other.dy - (other.y - one.y) * other.dx) / cross;
  return { x: one.x + along * one.dx, y: one.y + along * one.dy };
}
