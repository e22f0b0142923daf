import { expect, test } from 'vitest';
import { backAfterMs, concealedShare, longestSilenceMs, type Received } from './received.ts';

/** One look each 100 ms: how much of the sound was made up since the one before, and how many pictures came. */
const looksOf = (...steps: [concealed: number, frames: number][]): Received[] => {
  const looks: Received[] = [{ atMs: 0, samples: 0, concealed: 0, frames: 0, height: 180, bytes: 0 }];
  for (const [concealed, frames] of steps) {
    const before = looks.at(-1) as Received;
    looks.push({
      ...before,
      atMs: before.atMs + 100,
      samples: before.samples + 4_800,
      concealed: before.concealed + 4_800 * concealed,
      frames: before.frames + frames,
    });
  }
  return looks;
};

test('the longest silence is of intervals one after another in which nearly all sound was made up', () => {
  expect(longestSilenceMs(looksOf([0, 1], [1, 1], [0.95, 1], [0.5, 1], [1, 1]))).toBe(200);
  expect(longestSilenceMs(looksOf([0, 1], [0.2, 1]))).toBe(0);
  expect(longestSilenceMs([])).toBe(0);
});

test('a page whose sound stands still is silent', () => {
  const looks = looksOf([0, 1]);
  const last = looks.at(-1) as Received;
  expect(longestSilenceMs([...looks, { ...last, atMs: 700 }])).toBe(600);
});

test('the share of what was made up is over all looks', () => {
  expect(concealedShare(looksOf([0, 1], [0.5, 1], [0.1, 1]))).toBeCloseTo(0.2);
  expect(concealedShare([])).toBeNaN();
});

test('sound and picture are back each in its own time, and never before the moment', () => {
  const looks = looksOf([0, 2], [1, 0], [1, 0], [1, 1], [0, 0]);
  expect(backAfterMs(looks, 200)).toEqual({ picture: 200, sound: 300 });
  expect(backAfterMs(looks.slice(0, 3), 100)).toEqual({ picture: Number.NaN, sound: Number.NaN });
});
