import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BitReader, BitWriter } from './bits.ts';
import {
  type Drawing,
  durationStepMs,
  type InkPoint,
  inkColours,
  inkTools,
  inkUnits,
  inkWidths,
  isFreehand,
  longestMs,
  pressureSteps,
} from './drawing.ts';
import { countablePoints, packInk, unpackInk } from './packed.ts';
import { bestRice, readRice, writeRice } from './rice.ts';

const coordinate = fc.integer({ min: 0, max: inkUnits - 1 });
const pointOf = (hasPressure: boolean): fc.Arbitrary<InkPoint> =>
  fc.record({
    x: coordinate,
    y: coordinate,
    pressure: hasPressure ? fc.integer({ min: 0, max: pressureSteps - 1 }) : fc.constant(null),
  });
const drawing: fc.Arbitrary<Drawing> = fc
  .tuple(fc.constantFrom(...inkTools), fc.boolean())
  .chain(([tool, hasPressure]) => {
    const most = isFreehand(tool) ? 200 : tool === 'text' ? 1 : 2;
    return fc.record({
      tool: fc.constant(tool),
      colour: fc.constantFrom(...inkColours),
      width: fc.constantFrom(...inkWidths),
      durationMs: fc.nat(longestMs / durationStepMs).map((steps) => steps * durationStepMs),
      points: fc.array(pointOf(hasPressure), { minLength: isFreehand(tool) ? 1 : most, maxLength: most }),
    });
  });
const line: Drawing = {
  tool: 'pen',
  colour: 'black',
  width: 'fine',
  durationMs: 0,
  points: [
    { x: 0, y: 0, pressure: null },
    { x: 100, y: 5, pressure: null },
  ],
};

describe('a packed drawing', () => {
  test('is unpacked as it was', () => {
    fc.assert(
      fc.property(drawing, (each) => {
        expect(unpackInk(packInk(each))).toEqual(each);
      }),
    );
  });

  test('may be as long as can be counted, and jump over the whole page with each point', () => {
    const points = Array.from({ length: countablePoints }, (_, index) => ({
      x: index % 2 === 0 ? 0 : inkUnits - 1,
      y: index % 2 === 0 ? inkUnits - 1 : 0,
      pressure: index % 2 === 0 ? 0 : pressureSteps - 1,
    }));
    expect(unpackInk(packInk({ ...line, points }))?.points).toEqual(points);
    expect(() => packInk({ ...line, points: [...points, ...points] })).toThrow(RangeError);
    expect(() => packInk({ ...line, points: [] })).toThrow(RangeError);
  });

  test('holds what is not a number, too large or too small at the edge of its range', () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -5, 1e9, 0.4];
    const points = odd.map((value) => ({ x: value, y: value, pressure: value }));
    expect(unpackInk(packInk({ ...line, durationMs: Number.NaN, points }))?.points.map(({ x }) => x)).toEqual([
      0,
      inkUnits - 1,
      0,
      0,
      inkUnits - 1,
      0,
    ]);
  });

  test('of a steady line takes less than a byte for each point', () => {
    const points = Array.from({ length: 1_000 }, (_, x) => ({ x: x * 12, y: x * 7, pressure: null }));
    expect(packInk({ ...line, points }).length).toBeLessThan(1_000);
  });
});

describe('what is no packed drawing gives null', () => {
  const packed = packInk({ ...line, points: [...line.points, { x: 300, y: 9, pressure: null }] });
  const withBits = (skip: number, length: number, value: number): string => {
    const bits = new BitWriter();
    const read = new BitReader(packed);
    for (let at = 0; at < packed.length * 6; at += 1) {
      const bit = read.read(1);
      bits.write(at >= skip && at < skip + length ? (value >> (skip + length - 1 - at)) & 1 : bit, 1);
    }
    return bits.finish();
  };

  test('as it is, it is one', () => expect(unpackInk(packed)).not.toBeNull());
  test.each([
    ['nothing', ''],
    ['another version', withBits(0, 4, 2)],
    ['an unknown tool', withBits(4, 4, 15)],
    ['an unknown colour', withBits(8, 4, 15)],
    ['no points', withBits(28, 12, 0)],
    ['more points than there are', withBits(28, 12, 4_000)],
    ['fewer points than there are', withBits(28, 12, 2)],
    ['cut off', packed.slice(0, -1)],
    ['longer than it is', `${packed}A`],
    ['strange letters', packed.replace(/.$/, '=')],
    ['JavaScript', 'javascript:alert(1)'],
    ['JSON', '{"x":null}'],
    ['a shape of three points', withBits(4, 4, inkTools.indexOf('ellipse'))],
  ])('%s', (_what, text) => expect(unpackInk(text)).toBeNull());

  test('a point off the page', () => {
    const bits = new BitWriter();
    for (const [value, size] of [
      [1, 4],
      [0, 4],
      [0, 4],
      [0, 2],
      [0, 1],
      [0, 1],
      [0, 12],
      [2, 12],
    ] as const) {
      bits.write(value, size);
    }
    bits.write(5, 14);
    bits.write(5, 14);
    bits.write(0, 4);
    bits.write(0, 4);
    writeRice(bits, -6, 0);
    writeRice(bits, 0, 0);
    expect(unpackInk(bits.finish())).toBeNull();
  });

  test('any text is refused or is a drawing that fits the page', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABCDabcd0189-_'), maxLength: 60 }), (text) => {
        for (const { x, y } of unpackInk(`E${text}`)?.points ?? []) {
          expect(x >= 0 && x < inkUnits && y >= 0 && y < inkUnits).toBe(true);
        }
      }),
    );
  });
});

test('a Rice code is read as it was written, for every parameter', () => {
  const numbers = fc.array(fc.integer({ min: -32_767, max: 32_767 }), { maxLength: 50 });
  fc.assert(
    fc.property(numbers, fc.nat(15), (values, parameter) => {
      const bits = new BitWriter();
      for (const value of values) writeRice(bits, value, parameter);
      const read = new BitReader(bits.finish());
      expect(values.map(() => readRice(read, parameter))).toEqual(values);
      read.finish();
    }),
  );
  expect(bestRice([0, 0, 0]).parameter).toBe(0);
});
