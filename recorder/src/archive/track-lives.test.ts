import { expect, test } from 'vitest';
import { absenceOf } from './track-lives.ts';

const interruption = { fromMs: 10_000, toMs: 20_000 };
const layer = (endMs: number, gapEndMs?: number) => ({
  endMs,
  gaps: gapEndMs === undefined ? [] : [{ fromMs: endMs, toMs: gapEndMs, cause: 'recorderAway' as const, packets: 0 }],
});

test('a layer that was sending when the recorder went is missed until its track ended, or the interruption did', () => {
  expect(absenceOf(layer(9_900), interruption, 60_000)).toEqual({
    fromMs: 9_900,
    toMs: 20_000,
    cause: 'recorderAway',
    packets: 0,
  });
  expect(absenceOf(layer(9_900), interruption, 15_000)).toMatchObject({ toMs: 15_000 });
});

test('a layer that went on, had ended, was asleep or is declared already is not missed', () => {
  expect(absenceOf(layer(30_000), interruption, 60_000)).toBeNull();
  expect(absenceOf(layer(9_900), interruption, 9_900)).toBeNull();
  expect(absenceOf(layer(5_000), interruption, 60_000)).toBeNull();
  expect(absenceOf(layer(9_900, 20_000), interruption, 60_000)).toBeNull();
});
