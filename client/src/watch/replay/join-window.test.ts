import { expect, test } from 'vitest';
import { joinWindow, newestMs } from './join-window.ts';
import { layerOf, manifestOf, trackOf } from './manifest.test-support.ts';

const growing = { sealed: false, endedAt: null } as const;
const camera = (fromMs: number, toMs: number, extra = 0) =>
  trackOf('camera', 'teacher', 'camera', [
    layerOf(0, [{ fromMs, toMs }]),
    ...Array.from({ length: extra }, () => layerOf(1, [{ fromMs: toMs - 2_000, toMs }])),
  ]);
const known = manifestOf([camera(0, 40_000)], growing);

test('a window adds its segments, layers and tracks, and nothing twice', () => {
  const voice = trackOf('voice', 'teacher', 'microphone', [layerOf(0, [{ fromMs: 42_000, toMs: 44_000 }])]);
  const joined = joinWindow(known, manifestOf([camera(30_000, 44_000, 1), voice], growing));
  expect(joined?.tracks.map(({ trackId }) => trackId)).toEqual(['camera', 'voice']);
  const [small, large] = joined?.tracks[0]?.layers ?? [];
  const starts = small?.segments.map(({ startMs }) => startMs) ?? [];
  expect(starts).toEqual(Array.from({ length: 22 }, (_, index) => index * 2_000));
  expect(large?.segments).toHaveLength(1);
  expect(joined && newestMs(joined)).toBe(44_000);
  // The same window again changes nothing.
  expect(joined && joinWindow(joined, manifestOf([camera(30_000, 44_000, 1), voice], growing))?.tracks[0]).toBe(
    joined?.tracks[0],
  );
});

test('what a window tells that does not reach back to what is known, or is of another archive, is not joined', () => {
  expect(joinWindow(known, manifestOf([camera(60_000, 70_000)], growing))).toBeNull();
  expect(joinWindow(known, manifestOf([camera(30_000, 42_000)], { ...growing, startedAt: 5 }))).toBeNull();
});
