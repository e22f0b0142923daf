import { emptyLesson, type LessonState, type StageEntry } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { clockText, leftMs } from './countdown.ts';

const entry = (endsAt: number | null) => ({ endsAt }) as StageEntry;
const paused = (pausedAt: number | null): LessonState => ({
  ...emptyLesson,
  permission: { ...emptyLesson.permission, pausedAt },
});

test('what is left goes down to nothing, and stands still in a pause', () => {
  expect(leftMs(paused(null), entry(10_000), 4_000)).toBe(6_000);
  expect(leftMs(paused(null), entry(10_000), 12_000)).toBe(0);
  expect(leftMs(paused(3_000), entry(10_000), 60_000)).toBe(7_000);
  expect(leftMs(paused(null), entry(null), 1)).toBeNull();
});

test('a second that has begun is shown', () => {
  expect([0, 1, 1_000, 9_001, 60_000, 605_000].map(clockText)).toEqual([
    '0:00',
    '0:01',
    '0:01',
    '0:10',
    '1:00',
    '10:05',
  ]);
});
