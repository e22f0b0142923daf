import {
  emptyLesson,
  type InvitedClassroom,
  type LessonState,
  type Participant,
} from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { findClassrooms, pageOf } from './wall-page.ts';

const invited = (classroomId: string, schoolName: string, name: string) =>
  ({ classroomId, schoolId: 's', schoolName, name }) as unknown as InvitedClassroom;
const lesson: LessonState = {
  ...emptyLesson,
  classrooms: Object.fromEntries(
    [
      invited('a', '青山小学', '三年级10班'),
      invited('b', '青山小学', '三年级2班'),
      invited('c', '白水小学', 'Room 1'),
    ].map((classroom) => [classroom.classroomId, classroom]),
  ),
};
const found = (words: string) => findClassrooms(lesson, words).map(({ classroomId }) => classroomId);

test('counts classes as people do, also in Chinese numbers', () => {
  const names = ['三年级十二班', '二年级二班', '三年级二班', '三年级一班', '三年级十班', '一年级'];
  const many: LessonState = {
    ...emptyLesson,
    classrooms: Object.fromEntries(names.map((name, index) => [`k${index}`, invited(`k${index}`, '青山小学', name)])),
  };
  const sorted = findClassrooms(many, '').map(({ name }) => name);
  expect(sorted).toEqual(['一年级', '二年级二班', '三年级一班', '三年级二班', '三年级十班', '三年级十二班']);
});

test('finds by parts of school and name, in the order of people', () => {
  expect(found('')).toEqual(['c', 'b', 'a']);
  expect(found('青山 2班')).toEqual(['b']);
  expect(found(' ROOM ')).toEqual(['c']);
  expect(found('没有')).toEqual([]);
});

test('those that have come stand first, also while their line is lost', () => {
  const seat = (state: 'here' | 'away' | 'gone') =>
    ({ role: 'classroom', connection: { state, connectionId: 'n', since: 0 } }) as unknown as Participant;
  const participants = Object.fromEntries([
    ['c-a', seat('away')],
    ['c-c', seat('gone')],
  ]);
  expect(findClassrooms({ ...lesson, participants }, '').map(({ classroomId }) => classroomId)).toEqual([
    'a',
    'c',
    'b',
  ]);
});

test('a page that is gone becomes the last one', () => {
  expect(pageOf([1, 2, 3, 4, 5], 1, 2)).toEqual({ items: [3, 4], page: 1, pages: 3 });
  expect(pageOf([1, 2, 3], 9, 2)).toEqual({ items: [3], page: 1, pages: 2 });
  expect(pageOf([], 0, 2)).toEqual({ items: [], page: 0, pages: 1 });
});
