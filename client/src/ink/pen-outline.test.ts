import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Nib, penOutline } from './pen-outline.ts';

const nib: Nib = { size: 10, thinning: 0.6, isSimulated: false };
const straight = (length: number, pressure: number) => {
  const xs = Array.from({ length: length / 2 + 1 }, (_, index) => 100 + index * 2);
  return { xs, ys: xs.map(() => 50), pressures: xs.map(() => pressure) };
};
const corners = (outline: number[]) =>
  Array.from({ length: outline.length / 2 }, (_, index) => ({
    x: outline[index * 2] ?? Number.NaN,
    y: outline[index * 2 + 1] ?? Number.NaN,
  }));
const boxOf = (outline: number[]) => {
  const [xs, ys] = [corners(outline).map(({ x }) => x), corners(outline).map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
};
/** How often an outline goes around a place. */
const turnsAround = (outline: number[], x: number, y: number) => {
  const all = corners(outline);
  return all.reduce((turns, from, index) => {
    const to = all[(index + 1) % all.length] ?? from;
    const isLeft = (to.x - from.x) * (y - from.y) - (x - from.x) * (to.y - from.y) > 0;
    if (from.y <= y && to.y > y && isLeft) return turns + 1;
    return from.y > y && to.y <= y && !isLeft ? turns - 1 : turns;
  }, 0);
};

describe('the outline of a pen line', () => {
  test('is as thick as the nib is pressed, with round ends', () => {
    for (const [pressure, radius] of [
      [0.5, 5],
      [1, 8],
      [0, 2],
    ] as const) {
      const box = boxOf(penOutline(straight(80, pressure), nib));
      expect(box.top).toBeCloseTo(50 - radius);
      expect(box.bottom).toBeCloseTo(50 + radius);
      expect(box.left).toBeCloseTo(100 - radius);
      expect(box.right).toBeCloseTo(180 + radius);
    }
  });

  test('is a circle for a dot, and a short line for two places', () => {
    const dot = corners(penOutline({ xs: [20], ys: [30], pressures: [0.5] }, nib));
    for (const { x, y } of dot) expect(Math.hypot(x - 20, y - 30)).toBeCloseTo(5);
    const box = boxOf(penOutline({ xs: [20, 21], ys: [30, 30], pressures: [0.5, 0.5] }, nib));
    expect(box.left).toBeLessThan(18);
    expect(box.right).toBeCloseTo(26);
  });

  test('grows thinner as a pen without pressure goes faster', () => {
    const slow = boxOf(penOutline(straight(80, 0.5), { ...nib, isSimulated: true }));
    const xs = Array.from({ length: 9 }, (_, index) => 100 + index * 10);
    const way = { xs, ys: xs.map(() => 50), pressures: xs.map(() => 0.5) };
    const fast = boxOf(penOutline(way, { ...nib, isSimulated: true }));
    expect(fast.bottom - fast.top).toBeLessThan(slow.bottom - slow.top);
  });

  test('goes around where the pen was, also where it turned back', () => {
    const back = [
      ...Array.from({ length: 31 }, (_, index) => index * 2),
      ...Array.from({ length: 15 }, (_, index) => 58 - index * 2),
    ];
    const outline = penOutline({ xs: back, ys: back.map(() => 9.5), pressures: back.map(() => 0.5) }, nib);
    for (const x of [0.5, 20.5, 40.5, 59.5]) expect(turnsAround(outline, x, 9.3)).not.toBe(0);
  });

  test('is made of numbers near the way, whatever the hand does', () => {
    const place = fc.record({
      x: fc.double({ min: 0, max: 1_600, noNaN: true }),
      y: fc.double({ min: 0, max: 900, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), fc.boolean(), (places, isSimulated) => {
        const way = {
          xs: places.map(({ x }) => x),
          ys: places.map(({ y }) => y),
          pressures: places.map(({ x }) => x / 1_600),
        };
        for (const corner of corners(penOutline(way, { ...nib, isSimulated }))) {
          expect(corner.x).toBeGreaterThan(-10);
          expect(corner.x).toBeLessThan(1_610);
          expect(corner.y).toBeGreaterThan(-10);
          expect(corner.y).toBeLessThan(910);
        }
      }),
    );
  });
});
