import { expect, test } from 'vitest';
import { ClockLine } from './clock-line.ts';

const rate = 90_000;
const ticks = (ms: number) => (ms * rate) / 1000;

test('before the first report the quickest packet tells the time', () => {
  const line = new ClockLine(rate);
  line.arrived(ticks(0), 1_040);
  line.arrived(ticks(20), 1_030);
  line.arrived(ticks(40), 1_060);
  expect(line.msAt(ticks(100))).toBeCloseTo(1_110, 6);
});

test('follows a clock that runs 100 ppm fast, through noise of half a millisecond, for an hour', () => {
  const line = new ClockLine(rate);
  let worst = 0;
  for (let second = 0; second < 3_600; second += 1) {
    const atMs = second * 1_000;
    const rtp = ticks(atMs) * 1.0001;
    line.report(rtp, 1_000_000 + atMs + (second % 2 ? 0.5 : -0.5));
    worst = Math.max(worst, Math.abs(line.msAt(rtp) - 1_000_000 - atMs));
  }
  expect(worst).toBeLessThan(0.6);
});

test('a step of more than 5 ms begins a new line', () => {
  const line = new ClockLine(rate);
  for (let second = 0; second < 10; second += 1) line.report(ticks(second * 1_000), second * 1_000);
  expect(line.report(ticks(10_000), 10_100)).toBe(false);
  expect(line.report(ticks(11_000), 11_100)).toBe(true);
  expect(line.msAt(ticks(12_000))).toBeCloseTo(12_100, 6);
  expect(line.reports).toBe(1);
});

test('one report of a process that stood still is passed over; of a line that hardly stands each report counts', () => {
  const line = new ClockLine(rate);
  for (let second = 0; second < 10; second += 1) line.report(ticks(second * 1_000), second * 1_000);
  expect(line.report(ticks(10_000), 10_150)).toBe(false);
  expect(line.report(ticks(11_000), 11_080)).toBe(false);
  expect(line.report(ticks(12_000), 12_000)).toBe(false);
  expect(line.report(ticks(13_000), 13_150)).toBe(false);
  expect(line.msAt(ticks(14_000))).toBeCloseTo(14_000, 6);
  const young = new ClockLine(rate);
  young.report(ticks(0), 0);
  expect(young.report(ticks(1_000), 1_030)).toBe(true);
});
