import { inkUnits, limits, packInk, unpackInk } from '@tongke/signaling/protocol/lesson';
import { describe, expect, test } from 'vitest';
import { inkPoint, type Sample, StrokeSamples } from './stroke-samples.ts';

const sample = (x: number, at = x): Sample => ({ x: x / 1_000, y: 0.5, pressure: 0.5, at });

test('what a pointer says is kept on the page', () => {
  expect(inkPoint({ x: -3, y: 7, pressure: 2, at: 0 })).toEqual({ x: 0, y: inkUnits - 1, pressure: 31 });
  expect(inkPoint({ x: Number.NaN, y: Number.POSITIVE_INFINITY, pressure: Number.NaN, at: 0 })).toMatchObject({
    x: 0,
    y: inkUnits - 1,
  });
});

describe('samples of a stroke', () => {
  test('are kept once each, and say how long it took', () => {
    const stroke = new StrokeSamples(sample(1));
    for (const at of [1, 2, 3]) stroke.add(sample(1, at));
    stroke.add(sample(5, 8));
    expect(stroke.points).toHaveLength(2);
    expect(stroke.durationMs).toBe(7);
  });

  test('end where a stroke may be no longer', () => {
    const stroke = new StrokeSamples(sample(0));
    const taken = Array.from({ length: 5_000 }, (_, index) =>
      stroke.add({ x: (index % 2) / 2, y: 0.1, pressure: null, at: index }),
    );
    expect(taken.indexOf(false)).toBe(limits.inkPoints / 2 - 1);
    const points = stroke.evenly();
    expect(points.length).toBeLessThanOrEqual(limits.inkPoints);
    expect(
      unpackInk(packInk({ tool: 'pen', colour: 'red', width: 'fine', durationMs: 1, points }))?.points,
    ).toHaveLength(points.length);
  });

  test('repeat the place where the pen rested', () => {
    const stroke = new StrokeSamples(sample(0));
    for (let step = 1; step <= 5; step += 1) stroke.add(sample(step * 8));
    stroke.add(sample(48, 80));
    const xs = stroke.evenly().map(({ x }) => Math.round((x / (inkUnits - 1)) * 1_000));
    expect(xs).toEqual([0, 8, 16, 24, 32, 40, 40, 40, 40, 40, 48]);
  });
});
