import { expect, test } from 'vitest';
import { project } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told, who } from './decide.test-support.ts';

const call: Command = { name: 'help:call', input: {} };
const over: Command = { name: 'help:done', input: {} };
const about = (name: 'help:acknowledge' | 'help:done', id: string): Command => ({
  name,
  input: { participantId: who(id).participantId },
});
const seen = (told: Told, id: string) => Object.keys(project(told.state, who(id)).help.calls);

test('a call stays one however often it is made, until staff have come and it is done', () => {
  const told = Told.open();
  const at = told.now;
  expect(told.ok('c-room0', call)).toEqual(['helpCalled']);
  told.now += 5_000;
  expect(told.ok('c-room0', call)).toEqual([]);
  expect(Object.values(told.state.help.calls)).toMatchObject([
    { classroomId: 'room0', calledAt: at, acknowledgedAt: null },
  ]);
  expect(told.ok('assistant', about('help:acknowledge', 'c-room0'))).toEqual(['helpAcknowledged']);
  expect(told.ok('teacher', about('help:acknowledge', 'c-room0'))).toEqual([]);
  expect(told.ok('assistant', about('help:done', 'c-room0'))).toEqual(['helpDone']);
  expect(told.ok('assistant', about('help:done', 'c-room0'))).toEqual([]);
  expect(told.give('assistant', about('help:acknowledge', 'c-room0'))).toBe('notFound');
});

test('staff and the classroom itself see a call, and nobody else', () => {
  const told = Told.open();
  told.ok('c-room0', call);
  for (const id of ['teacher', 'coteacher', 'assistant', 'i-inspector', 'c-room0']) {
    expect(seen(told, id), id).toEqual(['c-room0']);
  }
  for (const id of ['c-room1', 'a-viewer']) expect(seen(told, id), id).toEqual([]);
});

test('a classroom calls and ends for itself alone; only staff come', () => {
  const told = Told.open();
  told.ok('c-room0', call);
  expect(told.give('c-room1', about('help:done', 'c-room0'))).toBe('forbidden');
  expect(told.give('c-room0', about('help:acknowledge', 'c-room0'))).toBe('forbidden');
  for (const id of ['teacher', 'assistant', 'i-inspector', 'a-viewer', 'server']) {
    expect(told.give(id, call), id).toBe('forbidden');
  }
  expect(told.give('i-inspector', about('help:done', 'c-room0'))).toBe('forbidden');
  expect(told.ok('c-room0', over)).toEqual(['helpDone']);
  expect(told.ok('c-room0', over)).toEqual([]);
});

test('whatever is paused or forbidden: help may be called. The teacher who does not lead may come', () => {
  const told = Told.open();
  told.ok('teacher', { name: 'permission:forbid', input: { forbidden: true } });
  told.ok('teacher', { name: 'permission:pause', input: { paused: true } });
  expect(told.ok('c-room0', call)).toEqual(['helpCalled']);
  expect(told.ok('coteacher', about('help:acknowledge', 'c-room0'))).toEqual(['helpAcknowledged']);
});

test('a call ends with the removal of its classroom, and all with the lesson', () => {
  const told = Told.open();
  told.ok('c-room0', call);
  told.ok('c-room1', call);
  const remove: Command = { name: 'participant:remove', input: { participantId: who('c-room0').participantId } };
  expect(told.ok('teacher', remove)).toContain('helpDone');
  expect(seen(told, 'teacher')).toEqual(['c-room1']);
  told.ok('teacher', { name: 'lesson:end', input: {} });
  expect(seen(told, 'teacher')).toEqual([]);
  expect(told.give('c-room1', call)).toBe('lessonEnded');
});
