import {
  type ClassroomId,
  classroomSeat,
  emptyLesson,
  type LessonState,
  type RoomAttendance,
} from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { roomCounts, totalOf } from './room-counts.ts';

const ids = ['a', 'b', 'c', 'd'] as ClassroomId[];
const taken = (expected: number | null, present: number) => ({ expected, present }) as RoomAttendance;
const lesson = {
  ...emptyLesson,
  classrooms: Object.fromEntries(ids.map((classroomId) => [classroomId, { classroomId }])),
  attendance: {
    rooms: {
      [classroomSeat('a')]: taken(40, 40),
      [classroomSeat('b')]: taken(40, 35),
      [classroomSeat('c')]: taken(null, 12),
    },
  },
} as unknown as LessonState;

test('who has not taken attendance comes first, then who misses the most', () => {
  const counts = roomCounts(lesson, new Map([['d' as ClassroomId, 30]]));
  expect(counts.map(({ classroom }) => classroom.classroomId)).toEqual(['d', 'b', 'a', 'c']);
  expect(totalOf(counts)).toEqual({ present: 87, expected: 122, waiting: 1 });
});
