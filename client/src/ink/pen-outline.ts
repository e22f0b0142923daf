/** How a pen makes a line of the way it goes. */
export interface Nib {
  /** Thickness of a line of full pressure, in units of the drawing box. */
  size: number;
  /** How much thinner little pressure makes it, 0 to 1. */
  thinning: number;
  /** Pressure is made up from how fast the pen goes. */
  isSimulated: boolean;
}

/** Where a pen was, place by place. */
export interface PenWay {
  xs: readonly number[];
  ys: readonly number[];
  /** 0 to 1. */
  pressures: readonly number[];
}

/** Share of the way to each new place that the line follows at once: the rest of a hand's tremble is smoothed away. */
const follow = 0.7875;
/** The outline has corners no nearer to each other than this share of the size. */
const cornersApart = 0.5;
/** Before the pen has gone that far from its beginning, and nearer to its end, places are noise: in units of the drawing box. */
const endNoise = 3;
/** Corners of a half circle. */
const capSteps = 8;
const leastRadius = 0.01;

/** A smoothed way: places, the direction in which each was reached, and how far along it lies. */
interface Track {
  xs: number[];
  ys: number[];
  pressures: number[];
  towardsX: number[];
  towardsY: number[];
  steps: number[];
  along: number[];
}

/**
 * The closed outline of a pen's line, thick where it was pressed: x and y of each corner in turn. After the way that
 * perfect-freehand goes, in flat lists of numbers: thousands of lines are made ready at once.
 */
export function penOutline(way: PenWay, nib: Nib): number[] {
  const track = smooth(way, nib.size);
  const { xs, ys, towardsX, towardsY, along, steps } = track;
  const last = xs.length - 1;
  if (last <= 0) return circle(xs[0] ?? 0, ys[0] ?? 0, radiusOf(track.pressures[0] ?? 0.5, nib));
  const total = along[last] ?? 0;
  const apart = (nib.size * cornersApart) ** 2;
  const left: number[] = [];
  const right: number[] = [];
  let pressed = firstPressure(track, nib);
  let radius = radiusOf(pressed, nib);
  let beforeX = towardsX[0] ?? 1;
  let beforeY = towardsY[0] ?? 0;
  let isAfterTurn = false;
  let firstRadius: number | undefined;
  for (let index = 0; index <= last; index += 1) {
    const isLast = index === last;
    if (!isLast && total - (along[index] ?? 0) < endNoise) continue;
    const x = xs[index] ?? 0;
    const y = ys[index] ?? 0;
    const ownX = towardsX[index] ?? 1;
    const ownY = towardsY[index] ?? 0;
    pressed = nib.isSimulated ? simulated(pressed, steps[index] ?? 0, nib.size) : (track.pressures[index] ?? pressed);
    radius = radiusOf(pressed, nib);
    firstRadius ??= radius;
    const next = isLast ? index : index + 1;
    const nextX = towardsX[next] ?? ownX;
    const nextY = towardsY[next] ?? ownY;
    const ahead = isLast ? 1 : ownX * nextX + ownY * nextY;
    const isTurn = ownX * beforeX + ownY * beforeY < 0 && !isAfterTurn;
    if (isTurn || ahead < 0) {
      // It goes back: round on both sides.
      pushArc(left, x, y, -beforeY * radius, beforeX * radius, -Math.PI);
      pushArc(right, x, y, beforeY * radius, -beforeX * radius, Math.PI);
      isAfterTurn = ahead < 0;
      continue;
    }
    isAfterTurn = false;
    const besideX = (nextX + (ownX - nextX) * ahead) * radius;
    const besideY = (nextY + (ownY - nextY) * ahead) * radius;
    const least = index <= 1 || isLast ? -1 : apart;
    pushApart(left, x - besideY, y + besideX, least);
    pushApart(right, x + besideY, y - besideX, least);
    beforeX = ownX;
    beforeY = ownY;
  }
  return closed(track, left, right, firstRadius ?? radius, radius);
}

/** Both sides with a half circle at each end. */
function closed(track: Track, left: number[], right: number[], firstRadius: number, lastRadius: number): number[] {
  const { xs, ys, towardsX, towardsY } = track;
  const last = xs.length - 1;
  const outline = left;
  const [endX, endY] = [(towardsX[last] ?? 1) * lastRadius, (towardsY[last] ?? 0) * lastRadius];
  pushArc(outline, xs[last] ?? 0, ys[last] ?? 0, -endY, endX, -Math.PI);
  for (let index = right.length - 2; index >= 0; index -= 2) outline.push(right[index] ?? 0, right[index + 1] ?? 0);
  const [beginX, beginY] = [(towardsX[0] ?? 1) * firstRadius, (towardsY[0] ?? 0) * firstRadius];
  pushArc(outline, xs[0] ?? 0, ys[0] ?? 0, beginY, -beginX, -Math.PI);
  return outline;
}

function smooth({ xs, ys, pressures }: PenWay, size: number): Track {
  const track: Track = { xs: [], ys: [], pressures: [], towardsX: [], towardsY: [], steps: [], along: [] };
  const last = xs.length - 1;
  let x = xs[0] ?? 0;
  let y = ys[0] ?? 0;
  let along = 0;
  let hasBegun = false;
  push(track, x, y, pressures[0] ?? 0.5, 1, 0, 0, 0);
  for (let index = 1; index <= last; index += 1) {
    const share = index === last ? 1 : follow;
    const dx = ((xs[index] ?? 0) - x) * share;
    const dy = ((ys[index] ?? 0) - y) * share;
    const step = Math.sqrt(dx * dx + dy * dy);
    if (step === 0) continue;
    along += step;
    if (index < last && !hasBegun) {
      if (along < size) continue;
      hasBegun = true;
    }
    x += dx;
    y += dy;
    push(track, x, y, pressures[index] ?? 0.5, dx / step, dy / step, step, along);
  }
  track.towardsX[0] = track.towardsX[1] ?? 1;
  track.towardsY[0] = track.towardsY[1] ?? 0;
  return track;
}

function push(
  track: Track,
  x: number,
  y: number,
  pressure: number,
  towardsX: number,
  towardsY: number,
  step: number,
  along: number,
): void {
  track.xs.push(x);
  track.ys.push(y);
  track.pressures.push(pressure);
  track.towardsX.push(towardsX);
  track.towardsY.push(towardsY);
  track.steps.push(step);
  track.along.push(along);
}

const radiusOf = (pressure: number, { size, thinning }: Nib): number =>
  Math.max(leastRadius, size * (0.5 - thinning * (0.5 - pressure)));

/** What the pen would press, as fast as it goes. */
function simulated(before: number, step: number, size: number): number {
  const speed = Math.min(1, step / size);
  return Math.min(1, before + (1 - speed - before) * speed * 0.275);
}

/** Of the first places together, so that a line does not begin as a blot. */
function firstPressure({ pressures, steps }: Track, nib: Nib): number {
  let pressed = pressures[0] ?? 0.5;
  for (let index = 0; index < Math.min(10, pressures.length); index += 1) {
    const own = nib.isSimulated ? simulated(pressed, steps[index] ?? 0, nib.size) : (pressures[index] ?? pressed);
    pressed = (pressed + own) / 2;
  }
  return pressed;
}

function pushApart(side: number[], x: number, y: number, apart: number): void {
  const dx = x - (side[side.length - 2] ?? 0);
  const dy = y - (side[side.length - 1] ?? 0);
  if (dx * dx + dy * dy > apart) side.push(x, y);
}

/** Corners around a place, from one beside it on, over an angle. */
function pushArc(outline: number[], x: number, y: number, besideX: number, besideY: number, angle: number): void {
  for (let step = 0; step <= capSteps; step += 1) {
    const sine = Math.sin((angle * step) / capSteps);
    const cosine = Math.cos((angle * step) / capSteps);
    outline.push(x + besideX * cosine - besideY * sine, y + besideX * sine + besideY * cosine);
  }
}

function circle(x: number, y: number, radius: number): number[] {
  const outline: number[] = [];
  pushArc(outline, x, y, radius, 0, Math.PI);
  pushArc(outline, x, y, -radius, 0, Math.PI);
  return outline;
}
