import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyFrameScheduler } from './key-frames.ts';
import { ManualClock } from './testing/manual-clock.ts';

function scheduler(): { clock: ManualClock; sentAtMs: number[]; keyFrames: KeyFrameScheduler } {
  const clock = new ManualClock(0);
  const sentAtMs: number[] = [];
  return { clock, sentAtMs, keyFrames: new KeyFrameScheduler(clock, () => sentAtMs.push(clock.nowMs())) };
}

/** A request every 100 ms for so long. */
function storm(clock: ManualClock, keyFrames: KeyFrameScheduler, durationMs: number): void {
  for (let ms = 0; ms < durationMs; ms += 100) {
    keyFrames.request();
    clock.advance(100);
  }
}

test('lets a lone request go at once', () => {
  const { clock, sentAtMs, keyFrames } = scheduler();
  keyFrames.request();
  expect(sentAtMs).toEqual([0]);
  clock.advance(10_000);
  keyFrames.request();
  expect(sentAtMs).toEqual([0, 10_000]);
});

test('spaces a storm: three at 500 ms, then one in 2 s', () => {
  const { clock, sentAtMs, keyFrames } = scheduler();
  storm(clock, keyFrames, 6_000);
  expect(sentAtMs).toEqual([0, 500, 1_000, 3_000, 5_000]);
});

test('serves newcomers one after the other, until that becomes a storm too', () => {
  const { clock, sentAtMs, keyFrames } = scheduler();
  for (let newcomer = 1; newcomer <= 22; newcomer += 1) {
    keyFrames.request();
    while (sentAtMs.length < newcomer) clock.advance(100);
  }
  const gapsMs = sentAtMs.slice(1).map((sent, position) => sent - (sentAtMs[position] ?? 0));
  expect(gapsMs).toEqual([...Array.from({ length: 19 }, () => 500), 2_000, 2_000]);
});

test('lets one stage call through a storm, without waiting', () => {
  const { clock, sentAtMs, keyFrames } = scheduler();
  storm(clock, keyFrames, 1_300);
  keyFrames.allowExtra();
  expect(sentAtMs).toEqual([0, 500, 1_000, 1_300]);
  keyFrames.request();
  expect(sentAtMs).toHaveLength(4);
  clock.advance(2_000);
  expect(sentAtMs).toEqual([0, 500, 1_000, 1_300, 3_300]);
});

test('asks for nothing once closed', () => {
  const { clock, sentAtMs, keyFrames } = scheduler();
  keyFrames.request();
  keyFrames.request();
  keyFrames.close();
  clock.advance(5_000);
  keyFrames.request();
  expect(sentAtMs).toEqual([0]);
});

test('answers every request within 2 s, and never floods', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 90 }), (gapsMs) => {
      const { clock, sentAtMs, keyFrames } = scheduler();
      const requestedAtMs: number[] = [];
      for (const gapMs of gapsMs) {
        clock.advance(gapMs);
        requestedAtMs.push(clock.nowMs());
        keyFrames.request();
      }
      clock.advance(5_000);
      for (const at of requestedAtMs) expect(sentAtMs.some((sent) => sent >= at && sent <= at + 2_000)).toBe(true);
      for (const [position, sent] of sentAtMs.entries()) {
        expect(sent - (sentAtMs[position - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(500);
        // Twenty one by one at 500 ms, and then one at 2 s.
        expect(sent - (sentAtMs[position - 20] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(11_500);
      }
    }),
  );
});
