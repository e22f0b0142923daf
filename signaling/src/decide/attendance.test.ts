import { expect, test } from 'vitest';
import { type PupilId, project, pupilId } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told, who } from './decide.test-support.ts';

const [ann, bo, cai] = ['pupil-ann', 'pupil-bo', 'pupil-cai'].map(pupilId) as [PupilId, PupilId, PupilId];
const roster = [ann, bo, cai];
const take = (
  headCount: number,
  absent: { pupilId: PupilId; reason: 'ill' | 'leave' | 'other' }[] = [],
  of: readonly PupilId[] | null = roster,
): Command => ({ name: 'attendance:take', input: { headCount, absent, roster: of } });
const roomOf = (told: Told, id = 'c-room0') => told.state.attendance.rooms[who(id).participantId];

test('all are present, then one is ill: corrected, with the time at which it was first taken', () => {
  const told = Told.open();
  const at = told.now;
  expect(told.ok('c-room0', take(3))).toEqual(['attendanceTaken']);
  expect(told.ok('c-room0', take(3))).toEqual([]);
  told.now += 60_000;
  expect(told.ok('c-room0', take(2, [{ pupilId: bo, reason: 'ill' }]))).toEqual(['attendanceTaken']);
  expect(roomOf(told)).toMatchObject({
    classroomId: 'room0',
    schoolId: 'school0',
    expected: 3,
    present: 2,
    absent: [{ pupilId: bo, reason: 'ill' }],
    takenAt: at,
    changedAt: at + 60_000,
  });
  told.ok('c-room0', take(2, [{ pupilId: bo, reason: 'leave' }]));
  expect(roomOf(told)?.absent).toEqual([{ pupilId: bo, reason: 'leave' }]);
});

test('the same absent pupils in another order are the same attendance', () => {
  const told = Told.open();
  const [one, other] = [
    { pupilId: ann, reason: 'ill' as const },
    { pupilId: cai, reason: 'other' as const },
  ];
  told.ok('c-room0', take(1, [one, other]));
  expect(told.ok('c-room0', take(1, [other, one]))).toEqual([]);
});

test('a pupil of no roster, or of another classroom, is refused and nothing is kept', () => {
  const told = Told.open();
  const stranger = { pupilId: pupilId('pupil-of-room1'), reason: 'ill' as const };
  expect(told.give('c-room0', take(2, [stranger]))).toBe('conflict');
  expect(told.give('c-room0', take(2, [stranger], null))).toBe('conflict');
  const twice = { pupilId: ann, reason: 'ill' as const };
  expect(told.give('c-room0', take(2, [twice, { ...twice, reason: 'other' }]))).toBe('badRequest');
  expect(told.state.attendance.rooms).toEqual({});
});

test('a room without a roster says how many there are', () => {
  const told = Told.open();
  told.ok('c-room0', take(38, [], null));
  expect(roomOf(told)).toMatchObject({ expected: null, present: 38, absent: [] });
});

test('a classroom alone takes its own, before the lesson and while all pauses, not after the end', () => {
  const told = Told.open();
  for (const id of ['teacher', 'assistant', 'i-inspector', 'a-viewer', 'recorder', 'server']) {
    expect(told.give(id, take(3)), id).toBe('forbidden');
  }
  told.ok('teacher', { name: 'permission:pause', input: { paused: true } });
  expect(told.ok('c-room0', take(3))).toEqual(['attendanceTaken']);
  expect(roomOf(told, 'c-room1')).toBeUndefined();
  told.ok('teacher', { name: 'lesson:end', input: {} });
  expect(told.give('c-room0', take(2))).toBe('lessonEnded');
  expect(roomOf(told)?.present).toBe(3);
});

test('staff see every classroom, a classroom itself, and nobody else anything', () => {
  const told = Told.open();
  told.ok('c-room0', take(2, [{ pupilId: bo, reason: 'ill' }]));
  told.ok('c-room1', take(3));
  const seen = (id: string) => Object.keys(project(told.state, who(id)).attendance.rooms);
  for (const id of ['teacher', 'coteacher', 'assistant', 'i-inspector']) expect(seen(id)).toHaveLength(2);
  expect(seen('c-room0')).toEqual(['c-room0']);
  expect(seen('c-room2')).toEqual([]);
  expect(seen('a-viewer')).toEqual([]);
});
