import { expect, test } from 'vitest';
import { HostClock } from './host-clock.ts';

test('a report that is read a little late is of the same clock', () => {
  const clock = new HostClock();
  expect(clock.offsetMs(1_000, 1_249)).toBe(0);
});

test('a later report that was read very late moves nothing', () => {
  const clock = new HostClock();
  clock.offsetMs(1_000, 1_003);
  expect(clock.offsetMs(2_000, 2_900)).toBe(0);
});

test('another clock is told by the first report, and kept', () => {
  const heard: number[][] = [];
  const clock = new HostClock((...measured) => heard.push(measured));
  expect(clock.offsetMs(1_000, 61_000)).toBe(60_000);
  expect(clock.offsetMs(2_000, 62_400)).toBe(60_000);
  expect(heard).toEqual([[60_000, 60_000, 61_000]]);
});
