import { expect, test } from 'vitest';
import { LessonClock } from './lesson-clock.ts';

test('believes the quickest answer', async () => {
  let now = 1_000;
  const clock = new LessonClock(() => now);
  clock.guess(5_000);
  expect(clock.offsetMs).toBe(4_000);
  const ask = (outMs: number, backMs: number) => async () => {
    now += outMs;
    const at = now + 3_000;
    now += backMs;
    return { at };
  };
  await clock.measure(ask(300, 20));
  expect(clock.offsetMs).toBe(3_140);
  await clock.measure(ask(5, 5));
  await clock.measure(ask(10, 200));
  expect(clock.offsetMs).toBe(3_000);
  expect(clock.roundTripMs).toBe(10);
  expect(clock.now()).toBe(now + 3_000);
});
