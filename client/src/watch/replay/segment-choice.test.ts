import { expect, test } from 'vitest';
import { layerOf } from './manifest.test-support.ts';
import { bitrateOf, mediaTypeOf, nextMediaMs, preferLayer, segmentAt } from './segment-choice.ts';

const low = layerOf(0, [{ fromMs: 0, toMs: 60_000 }]);
const high = layerOf(2, [
  { fromMs: 4_000, toMs: 20_000 },
  { fromMs: 30_000, toMs: 60_000 },
]);
const layers = [low, high];

test('the smallest layer that fills its place, as far as the line carries', () => {
  expect(preferLayer(layers, { heightPx: 180, lineBps: null })).toBe(low);
  expect(preferLayer(layers, { heightPx: 181, lineBps: null })).toBe(high);
  expect(preferLayer(layers, { heightPx: 2_000, lineBps: null })).toBe(high);
  expect(preferLayer(layers, { heightPx: 2_000, lineBps: bitrateOf(high) })).toBe(low);
  expect(preferLayer(layers, { heightPx: 2_000, lineBps: 1 })).toBe(low);
  expect(preferLayer([], { heightPx: 100, lineBps: null })).toBeNull();
});

test('another layer stands in where the preferred one has nothing, but never one of another container', () => {
  expect(segmentAt(layers, high, 5_000)?.layer).toBe(high);
  expect(segmentAt(layers, high, 1_000)?.layer).toBe(low);
  expect(segmentAt(layers, high, 25_000)?.segment.startMs).toBe(24_000);
  expect(segmentAt(layers, high, 60_000)).toBeNull();
  expect(segmentAt([{ ...low, container: 'webm' }, high], high, 1_000)).toBeNull();
});

test('the next media after a gap', () => {
  expect(nextMediaMs([high], 21_000)).toBe(30_000);
  expect(nextMediaMs(layers, 59_000)).toBeNull();
});

test('media types name container and codec', () => {
  expect(mediaTypeOf('video', low)).toBe('video/mp4; codecs="avc1.42c01f"');
  expect(mediaTypeOf('audio', { ...low, codec: 'opus' })).toBe('audio/mp4; codecs="opus"');
  expect(mediaTypeOf('video', { ...low, container: 'webm', codec: 'vp8' })).toBe('video/webm; codecs="vp8"');
});
