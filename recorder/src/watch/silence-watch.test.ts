import { expect, test } from 'vitest';
import { SilenceWatch } from './silence-watch.ts';

/** Plays levels, one packet each `everyMs`; gives the moments at which the track is silent. */
function silentAt(levels: readonly number[], everyMs: number): number[] {
  const watch = new SilenceWatch();
  const moments: number[] = [];
  for (const [index, level] of levels.entries()) {
    const nowMs = index * everyMs;
    watch.level('mic', level, nowMs);
    if (watch.isSilent('mic', nowMs)) moments.push(nowMs);
  }
  return moments;
}
const times = (count: number, level: number) => Array.from({ length: count }, () => level);

test('3 s of digital silence are silent, and the first sound ends it', () => {
  const moments = silentAt([...times(50, 40), ...times(200, 127), 90, ...times(100, 127)], 20);
  expect([moments[0], moments.at(-1)]).toEqual([4_000, 4_980]);
});

test('a quiet room is not silent, nor is one whose pauses are left out by the encoder', () => {
  expect(silentAt(times(500, 91), 20)).toEqual([]);
  expect(silentAt(times(30, 84), 400)).toEqual([]);
});

test('a dead microphone behind an encoder that leaves pauses out is silent', () => {
  expect(silentAt(times(10, 127), 400)[0]).toBe(3_200);
});

test('a track without levels is never silent, and one that stops sending is not silent but gone', () => {
  const watch = new SilenceWatch();
  expect(watch.isSilent('mic', 60_000)).toBe(false);
  for (let nowMs = 0; nowMs <= 3_500; nowMs += 20) watch.level('mic', 127, nowMs);
  expect(watch.isSilent('mic', 3_500)).toBe(true);
  expect(watch.isSilent('mic', 5_600)).toBe(false);
});

test('what was silent before it was muted counts for nothing once it is opened', () => {
  const watch = new SilenceWatch();
  watch.level('mic', 127, 0);
  watch.forget('mic');
  watch.level('mic', 127, 60_000);
  expect(watch.isSilent('mic', 60_000)).toBe(false);
});
