import { expect, test } from 'vitest';
import { durationOf } from './duration.ts';

test('a time is told in its largest unit, rounded to whole seconds first', () => {
  expect(durationOf(31_600)).toEqual({ unit: 'seconds', hours: 0, minutes: 0, seconds: 32 });
  expect(durationOf(59_700)).toEqual({ unit: 'minutes', hours: 0, minutes: 1, seconds: 0 });
  expect(durationOf(2_652_000)).toEqual({ unit: 'minutes', hours: 0, minutes: 44, seconds: 12 });
  expect(durationOf(3_899_000)).toEqual({ unit: 'hours', hours: 1, minutes: 4, seconds: 59 });
});
