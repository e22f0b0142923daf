import type { TrackId } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Looks, layerForWidth } from './looks.ts';

const [a, b] = ['a', 'b'] as TrackId[] as [TrackId, TrackId];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [160, 0],
  [320, 0],
  [321, 1],
  [640, 1],
  [641, 2],
  [1920, 2],
])('a picture %i pixels wide can use layer %i', (width, layer) => {
  expect(layerForWidth(width)).toBe(layer);
});

test('tells what is on the screen, together and once', () => {
  const tell = vi.fn();
  const looks = new Looks(tell);
  const small = {};
  const large = {};
  looks.see(small, a, 200);
  looks.see(large, a, 900);
  looks.see({}, b, 400);
  vi.runAllTimers();
  expect(tell.mock.calls).toEqual([
    [
      [
        { trackId: a, maxSpatialLayer: 2 },
        { trackId: b, maxSpatialLayer: 1 },
      ],
    ],
  ]);
  looks.see(large, a, 901);
  vi.runAllTimers();
  expect(tell).toHaveBeenCalledTimes(1);
  looks.forget(large);
  vi.runAllTimers();
  expect(tell.mock.lastCall?.[0]).toContainEqual({ trackId: a, maxSpatialLayer: 0 });
  looks.repeat();
  vi.runAllTimers();
  expect(tell).toHaveBeenCalledTimes(3);
});
