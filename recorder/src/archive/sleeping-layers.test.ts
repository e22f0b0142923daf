import type { ArchiveLayer, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SleepingLayers } from './sleeping-layers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a layer is asleep when another one of its picture is a slot ahead, once both had time to be written', () => {
  const ends = [10_000, 8_000, 10_030];
  const layers = () => ends.map((endMs, layer) => ({ layer, endMs }) as ArchiveLayer);
  const tracks = () => [{ trackId: 'cam', layers: layers() } as ArchiveTrack];
  const told: unknown[] = [];
  const sleeping = new SleepingLayers(tracks, (...facts) => told.push(facts));
  sleeping.wrote('cam', 10_000);
  vi.advanceTimersByTime(400);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(told).toEqual([['cam', 1, 10_000]]);
  // One that comes in time is none.
  sleeping.wrote('cam', 12_000);
  ends.splice(0, 3, 12_000, 12_010, 11_990);
  vi.advanceTimersByTime(1_000);
  sleeping.wrote('other', 12_000);
  sleeping.wrote('cam', 14_100);
  sleeping.close();
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveLength(1);
});
