import { expect, test } from 'vitest';
import { steadyClock } from './steady-clock.ts';

function machine() {
  const parts = { wall: 1_000_000, awake: 500, passed: 7_000 };
  const pass = (ms: number) => {
    parts.wall += ms;
    parts.awake += ms;
    parts.passed += ms;
  };
  const clockParts = {
    wallMs: () => parts.wall,
    awakeMs: () => parts.awake,
    passedMs: () => Math.floor(parts.passed / 1_000) * 1_000,
  };
  return { parts, pass, clockParts };
}

test('a clock that is set back or forward in mid-lesson changes nothing', () => {
  const { parts, pass, clockParts } = machine();
  const now = steadyClock(0, clockParts);
  expect(now()).toBe(1_000_000);
  pass(400);
  parts.wall -= 3_600_000;
  expect(now()).toBe(1_000_400);
  parts.wall += 9_000_000;
  for (let second = 0; second < 100; second += 1) {
    pass(1_000);
    expect(now()).toBe(1_000_400 + (second + 1) * 1_000);
  }
});

test('a night in which the machine slept has passed', () => {
  const { parts, pass, clockParts } = machine();
  const now = steadyClock(0, clockParts);
  parts.wall += 28_800_000;
  parts.passed += 28_800_000;
  pass(1_000);
  expect(now()).toBe(1_000_000 + 28_801_000);
  pass(5_000);
  expect(now()).toBe(1_000_000 + 28_806_000);
});

test('a process that starts after the clock was set back goes on from where the lessons are', () => {
  const { parts, clockParts } = machine();
  parts.wall -= 3_600_000;
  expect(steadyClock(3_600_000, clockParts)()).toBe(1_000_000);
});

test('it is the time of day', () => {
  expect(Math.abs(steadyClock()() - Date.now())).toBeLessThan(1_000);
});
