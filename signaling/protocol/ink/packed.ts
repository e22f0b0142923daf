import { BitReader, BitWriter } from './bits.ts';
import {
  type Drawing,
  durationStepMs,
  fitsTool,
  type InkPoint,
  inkColours,
  inkTools,
  inkUnits,
  inkWidths,
  longestMs,
  pressureSteps,
} from './drawing.ts';
import { bestRice, readRice, writeRice } from './rice.ts';

/*
 * A drawing as it stands in the log and on the wire, version 1: bits, the highest first, in base64url.
 *
 *   version 4 | tool 4 | colour 4 | width 2 | has pressure 1 | order less one 1 | duration 12 (steps of 16 ms) | points 12
 *   first point: x 14 | y 14 | pressure 5 (with pressure)
 *   with more points: Rice parameter of x 4 | of y 4 | of pressure 4 (with pressure), then for each further point the
 *   residuals of x, y and pressure as Golomb-Rice codes
 *
 * A residual is the difference from what was expected: with order 1 the former point, with order 2 as far on from it as
 * it was from the one before. The packer takes the shorter. Pressure is always of order 1.
 */
const version = 1;
const coordinateBits = 14;
const pressureBits = 5;
/** Points that can be counted. */
export const countablePoints = (1 << 12) - 1;

/** A drawing as text. Coordinates, pressure and duration are rounded and kept within their ranges first. */
export function packInk(drawing: Drawing): string {
  const points = drawing.points.map(rounded);
  const [first] = points;
  if (!first || points.length > countablePoints) throw new RangeError(`a drawing of ${points.length} points`);
  const hasPressure = points.every(({ pressure }) => pressure !== null);
  const columns = residuals(points, hasPressure);
  const bits = new BitWriter();
  bits.write(version, 4);
  bits.write(inkTools.indexOf(drawing.tool), 4);
  bits.write(inkColours.indexOf(drawing.colour), 4);
  bits.write(inkWidths.indexOf(drawing.width), 2);
  bits.write(hasPressure ? 1 : 0, 1);
  bits.write(columns.order - 1, 1);
  bits.write(Math.round(clamp(drawing.durationMs, longestMs) / durationStepMs), 12);
  bits.write(points.length, 12);
  bits.write(first.x, coordinateBits);
  bits.write(first.y, coordinateBits);
  if (hasPressure) bits.write(first.pressure ?? 0, pressureBits);
  if (points.length > 1) writeColumns(bits, columns.values);
  return bits.finish();
}

/** Writes for each further point one number of each column, each column with the parameter that suits it. */
function writeColumns(bits: BitWriter, columns: readonly number[][]): void {
  const coded = columns.map((values) => ({ values, ...bestRice(values) }));
  for (const { parameter } of coded) bits.write(parameter, 4);
  const rows = coded[0]?.values.length ?? 0;
  for (let row = 0; row < rows; row += 1) {
    for (const { values, parameter } of coded) writeRice(bits, values[row] ?? 0, parameter);
  }
}

function residuals(points: readonly InkPoint[], hasPressure: boolean): { order: number; values: number[][] } {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [order1, order2] = [
    [steps(xs), steps(ys)],
    [bends(xs), bends(ys)],
  ];
  const size = (columns: number[][]) => columns.reduce((sum, values) => sum + bestRice(values).bits, 0);
  const isBent = size(order2) < size(order1);
  const pressures = hasPressure ? [steps(points.map(({ pressure }) => pressure ?? 0))] : [];
  return { order: isBent ? 2 : 1, values: [...(isBent ? order2 : order1), ...pressures] };
}

/** Each value less the one before. */
const steps = (values: readonly number[]): number[] =>
  values.slice(1).map((value, index) => value - (values[index] ?? 0));
/** Each step less the one before; the first as it is. */
function bends(values: readonly number[]): number[] {
  const moved = steps(values);
  return moved.map((step, index) => step - (index > 0 ? (moved[index - 1] ?? 0) : 0));
}

/** The drawing that a text holds; null when it holds none: another version, something unknown, a point off the page. */
export function unpackInk(text: string): Drawing | null {
  const bits = new BitReader(text);
  try {
    const drawing = readDrawing(bits);
    bits.finish();
    return drawing;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readDrawing(bits: BitReader): Drawing {
  expect(bits.read(4) === version);
  const tool = known(inkTools, bits.read(4));
  const colour = known(inkColours, bits.read(4));
  const width = known(inkWidths, bits.read(2));
  const hasPressure = bits.read(1) === 1;
  const isBent = bits.read(1) === 1;
  const durationMs = bits.read(12) * durationStepMs;
  const count = bits.read(12);
  expect(fitsTool(tool, count));
  let x = bits.read(coordinateBits);
  let y = bits.read(coordinateBits);
  let pressure = hasPressure ? bits.read(pressureBits) : null;
  const points: InkPoint[] = [{ x, y, pressure }];
  if (count === 1) return { tool, colour, width, durationMs, points };
  const [forX, forY, forPressure] = [bits.read(4), bits.read(4), hasPressure ? bits.read(4) : 0];
  let [movedX, movedY] = [0, 0];
  while (points.length < count) {
    movedX = readRice(bits, forX) + (isBent ? movedX : 0);
    movedY = readRice(bits, forY) + (isBent ? movedY : 0);
    x += movedX;
    y += movedY;
    if (pressure !== null) pressure += readRice(bits, forPressure);
    expect(within(x, inkUnits) && within(y, inkUnits) && within(pressure ?? 0, pressureSteps));
    points.push({ x, y, pressure });
  }
  return { tool, colour, width, durationMs, points };
}

function expect(isTrue: boolean): void {
  if (!isTrue) throw new RangeError('no drawing');
}

function known<Name>(names: readonly Name[], index: number): Name {
  const name = names[index];
  if (name === undefined) throw new RangeError('unknown');
  return name;
}

const within = (value: number, below: number): boolean => value >= 0 && value < below;
const clamp = (value: number, most: number): number => (value > 0 ? Math.min(value, most) : 0);
const rounded = ({ x, y, pressure }: InkPoint): InkPoint => ({
  x: Math.round(clamp(x, inkUnits - 1)),
  y: Math.round(clamp(y, inkUnits - 1)),
  pressure: pressure === null ? null : Math.round(clamp(pressure, pressureSteps - 1)),
});
