import { expect, test } from 'vitest';
import { type ClassroomId, limits, project } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told, who } from './decide.test-support.ts';

const room0 = 'room0' as ClassroomId;
const give: Command = { name: 'praise:give', input: { classroomId: room0 } };
const takeBack: Command = { name: 'praise:takeBack', input: { classroomId: room0 } };
const applaud: Command = { name: 'praise:applaud', input: {} };

test('a star is counted, seen by all without a seat, and may be taken back', () => {
  const told = Told.open();
  expect(told.ok('teacher', give)).toEqual(['starGiven']);
  expect(told.ok('teacher', give), 'a double click').toEqual([]);
  told.now += limits.starAgainMs;
  expect(told.ok('assistant', give)).toEqual(['starGiven']);
  expect(project(told.state, who('c-room1')).praise.stars).toMatchObject({ room0: { name: 'Class 0', stars: 2 } });
  expect(JSON.stringify(project(told.state, who('c-room1')).praise)).not.toContain('c-room0');
  expect(told.ok('teacher', takeBack)).toEqual(['starTakenBack']);
  expect(told.ok('teacher', takeBack)).toEqual(['starTakenBack']);
  expect(told.ok('teacher', takeBack)).toEqual([]);
  expect(told.state.praise).toMatchObject({ stars: {}, latest: null });
});

test('stars are given by staff, to invited classrooms, and end somewhere', () => {
  const told = Told.open();
  for (const id of ['c-room0', 'a-viewer', 'i-inspector']) expect(told.give(id, give), id).toBe('forbidden');
  expect(told.give('teacher', { name: 'praise:give', input: { classroomId: 'nowhere' as ClassroomId } })).toBe(
    'notFound',
  );
  for (let count = 0; count < limits.starsPerClassroom; count += 1) {
    told.ok('teacher', give);
    told.now += limits.starAgainMs;
  }
  expect(told.give('teacher', give)).toBe('tooMany');
});

test('applause of many in a second is a few events, and one room cannot keep it up', () => {
  const told = Told.open();
  let events = 0;
  for (let step = 0; step < 1_000; step += 10) {
    for (let room = 0; room < 8; room += 1) {
      events += told.ok(`c-room${room}`, applaud).filter((type) => type === 'applauded').length;
    }
    told.now += 10;
  }
  expect(events).toBe(limits.applausePerWindow);
  told.now += 10_000;
  let again = 0;
  for (let step = 0; step < 9_000; step += 100) {
    again += told.ok('c-room0', applaud).filter((type) => type === 'applauded').length;
    told.now += 100;
  }
  expect(again).toBe(9_000 / limits.applauseAgainMs);
});

test('claps that follow each other are one applause; who clapped is for staff and the room itself', () => {
  const told = Told.open();
  told.ok('teacher', applaud);
  told.now += 1_000;
  expect(told.ok('c-room0', applaud)).toEqual(['applauded', 'classroomClapped']);
  expect(told.state.praise.applause).toMatchObject({ count: 2, byTeacher: true });
  expect(Object.keys(project(told.state, who('c-room1')).praise.clapped)).toEqual([]);
  expect(Object.keys(project(told.state, who('c-room0')).praise.clapped)).toEqual(['c-room0']);
  told.now += limits.applauseWaveMs + 1;
  told.ok('c-room1', applaud);
  expect(told.state.praise.applause).toMatchObject({ count: 1, byTeacher: false });
});
