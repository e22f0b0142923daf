import { expect, test } from 'vitest';
import { ReplayClock } from './replay-clock.ts';
import { clockNudge, correct, seekBeyondMs } from './sync.ts';

const video = { kind: 'video', rate: 1, correcting: false } as const;

test.each([60, -60, 200, -200, 390])(
  'a picture that is %i ms off comes into step within three seconds, and stays',
  (offMs) => {
    let skewMs = offMs;
    let correcting = false;
    for (let tick = 0; tick < 60; tick += 1) {
      const correction = correct(skewMs, { ...video, correcting });
      if (correction.kind !== 'rate') throw new Error('should not jump');
      expect(Math.abs(correction.playbackRate - 1)).toBeLessThanOrEqual(0.1201);
      correcting = correction.playbackRate !== 1;
      skewMs += (correction.playbackRate - 1) * 50;
    }
    expect(Math.abs(skewMs)).toBeLessThanOrEqual(Math.abs(offMs) > 300 ? 60 : 12);
  },
);

test('what is far off jumps; what is in step is left alone; a sound is left alone for longer', () => {
  expect(correct(seekBeyondMs + 1, video)).toEqual({ kind: 'seek' });
  expect(correct(10, video)).toEqual({ kind: 'rate', playbackRate: 1 });
  expect(correct(-30, { ...video, kind: 'audio' })).toEqual({ kind: 'rate', playbackRate: 1 });
  expect(correct(-30, { ...video, kind: 'audio', correcting: true })).toMatchObject({ kind: 'rate' });
  expect(correct(20, { kind: 'video', rate: 2, correcting: false })).toEqual({ kind: 'rate', playbackRate: 2 });
});

test('the clock stands, runs at its speed, and follows the leading sound by small steps', () => {
  let nowMs = 0;
  const clock = new ReplayClock(() => nowMs);
  clock.seek(1_000);
  nowMs += 500;
  expect(clock.positionMs).toBe(1_000);
  clock.start();
  nowMs += 500;
  expect(clock.positionMs).toBe(1_500);
  clock.setRate(2);
  nowMs += 500;
  expect(clock.positionMs).toBe(2_500);
  clock.nudge(clockNudge(-20));
  expect(clock.positionMs).toBe(2_497);
  clock.stop();
  nowMs += 500;
  expect(clock.positionMs).toBe(2_497);
  expect(clockNudge(5_000)).toBe(0);
});
