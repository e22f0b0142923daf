import { expect, test } from 'vitest';
import { catchUpRate, LiveEdge, liveDelayMs } from './live-edge.ts';

test('the quickest segment tells the clock of capture, late ones do not', () => {
  const edge = new LiveEdge();
  // The page's clock is a million behind the lesson's; segments end every 2 s and are seen late by this much.
  for (const [index, lateMs] of [1_300, 350, 250, 2_900, 900].entries()) {
    const endMs = 1_000_000 + index * 2_000;
    edge.observe(endMs, endMs + lateMs - 1_000_000 - 80, endMs + lateMs - 1_000_000);
  }
  expect(edge.captureMs(9_000)).toBe(1_009_000);
  expect(edge.liveMs(9_000)).toBe(1_009_000 - liveDelayMs);
  expect(edge.knownUntilMs()).toBeLessThan(1_009_000 - 4_000);
});

test('an archive that nobody writes any more is live for a moment only, and one that grows stays live through a silence', () => {
  const edge = new LiveEdge();
  expect(edge.isLive(0)).toBe(false);
  edge.observe(60_000, 0, 0);
  expect([edge.isLive(5_000), edge.isLive(20_000)]).toEqual([true, false]);
  edge.observe(62_000, 21_000, 21_000);
  expect([edge.isLive(200_000), edge.isLive(700_000)]).toEqual([true, false]);
});

test('one who is late catches up at no more than 1.25 times, and comes to rest', () => {
  let lateMs = 9_000;
  let rate = 1;
  let seconds = 0;
  for (; seconds < 120 && (lateMs > 60 || rate !== 1); seconds += 0.05) {
    rate = catchUpRate(lateMs, rate);
    expect(rate).toBeLessThanOrEqual(1.25);
    lateMs -= (rate - 1) * 50;
  }
  expect(seconds).toBeLessThan(60);
  expect(catchUpRate(200, 1)).toBe(1);
  expect(catchUpRate(-300, 1.25)).toBe(1);
});
