import { emptyLesson } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { clockText, timerText } from '../timer/timer-text.ts';
import { praiseMoment } from './praise-moment.ts';

test('a star is celebrated for a while, and not when it was taken back', () => {
  const classroomId = 'room' as never;
  const stars = {
    room: { classroomId, schoolId: 's' as never, name: 'Class', schoolName: 'School', stars: 1 },
  } as never;
  const praise = { ...emptyLesson.praise, stars, latest: { classroomId, at: 1_000 } };
  expect(praiseMoment(praise, 2_000).star?.praised.stars).toBe(1);
  expect(praiseMoment(praise, 20_000).star).toBeNull();
  expect(praiseMoment({ ...praise, stars: {} as never }, 2_000).star).toBeNull();
  const applause = { since: 1_000, at: 3_000, count: 5, byTeacher: true };
  expect(praiseMoment({ ...praise, applause }, 4_000).applause).toMatchObject({ count: 5 });
  expect(praiseMoment({ ...praise, applause }, 9_000).applause).toBeNull();
});

test('a countdown shows 0:00 at its end only, a stopwatch whole seconds', () => {
  expect([clockText(0), clockText(65), clockText(3_605)]).toEqual(['0:00', '1:05', '1:00:05']);
  const reading = { isRunning: true, isOver: false };
  expect(timerText('countdown', { ...reading, leftMs: 1, elapsedMs: 0 })).toBe('0:01');
  expect(timerText('countdown', { ...reading, leftMs: 0, elapsedMs: 0 })).toBe('0:00');
  expect(timerText('stopwatch', { ...reading, leftMs: 0, elapsedMs: 1_999 })).toBe('0:01');
});
