import { expect, test } from 'vitest';
import type { LessonRecord } from '../api/lesson-record.ts';
import { findClassrooms } from './find-classrooms.ts';
import { groupLessons } from './group-lessons.ts';

const lesson = (lessonId: string, change: Partial<LessonRecord>): LessonRecord => ({
  lessonId,
  title: lessonId,
  subject: '科学',
  coTeacherName: null,
  rehearsal: false,
  teacherName: '林老师',
  startsAt: '2026-11-23T02:00:00Z',
  phase: 'planned',
  openedAt: null,
  endedAt: null,
  recording: 'standard',
  classrooms: [],
  archivePath: null,
  sealed: false,
  present: 0,
  ...change,
});

test('what runs, what comes soonest, what ended latest', () => {
  const groups = groupLessons([
    lesson('later', { startsAt: '2026-11-25T02:00:00Z' }),
    lesson('sooner', { startsAt: '2026-11-24T02:00:00+08:00' }),
    lesson('old', { phase: 'ended', endedAt: '2026-11-01T02:00:00Z' }),
    lesson('running', { phase: 'open', openedAt: '2026-11-23T02:00:00Z' }),
    lesson('recent', { phase: 'ended', endedAt: '2026-11-22T02:00:00Z' }),
  ]);
  const ids = (lessons: LessonRecord[]) => lessons.map(({ lessonId }) => lessonId);
  expect(ids(groups.now)).toEqual(['running']);
  expect(ids(groups.next)).toEqual(['sooner', 'later']);
  expect(ids(groups.ended)).toEqual(['recent', 'old']);
});

test('classrooms are found by their own and their school’s words', () => {
  const schools = [
    {
      schoolId: 'a',
      name: '云岭小学',
      classrooms: [
        { classroomId: '1', name: '三年级一班' },
        { classroomId: '2', name: '四年级一班' },
      ],
    },
    { schoolId: 'b', name: 'Brook School', classrooms: [{ classroomId: '3', name: '三年级一班' }] },
    { schoolId: 'c', name: '新办小学', classrooms: [] },
  ];
  const found = (typed: string) =>
    findClassrooms(schools, typed).flatMap(({ classrooms }) => classrooms.map(({ classroomId }) => classroomId));
  expect(found('')).toEqual(['1', '2', '3']);
  expect(found('三年级')).toEqual(['1', '3']);
  expect(found('云岭  三')).toEqual(['1']);
  expect(found('BROOK')).toEqual(['3']);
  expect(found('没有')).toEqual([]);
  expect(findClassrooms(schools, '新办')).toHaveLength(1);
});
