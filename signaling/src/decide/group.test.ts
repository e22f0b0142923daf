import { expect, test } from 'vitest';
import { type ClassroomId, groupId, limits, type ParticipantId, project } from '../../protocol/lesson.ts';
import { plan } from '../plan.ts';
import type { Command } from './command.ts';
import { callOn, mute, publish, Told, tick, who } from './decide.test-support.ts';

const rooms = (...numbers: number[]) => numbers.map((number) => `room${number}` as ClassroomId);
const split = (groups: ClassroomId[][], seconds?: number): Command => ({
  name: 'group:split',
  input: { groups, ...(seconds === undefined ? {} : { seconds }) },
});
const visit = (id: string | null): Command => ({
  name: 'group:visit',
  input: { groupId: id === null ? null : groupId(id) },
});
const move = (room: number, id: string | null): Command => ({
  name: 'group:move',
  input: { classroomId: `room${room}` as ClassroomId, groupId: id === null ? null : groupId(id) },
});
const callBack: Command = { name: 'group:callBack', input: {} };

/** Two groups of two, each room with an open microphone, and the teacher with one. */
function inGroups(seconds?: number): Told {
  const told = Told.open();
  for (const id of ['teacher', 'c-room0', 'c-room1', 'c-room2', 'c-room3', 'c-room4']) {
    told.ok(id, publish(`voice-${id}`, 'microphone'));
  }
  told.ok('teacher', split([rooms(0, 1), rooms(2, 3)], seconds));
  return told;
}

/** Whose voices a seat receives. */
function hears(told: Told, seat: string): string[] {
  const { seats, groups } = plan(told.state);
  const group = groups[seats[seat]?.group ?? ''] ?? [];
  const others = group.filter(({ trackId }) => trackId !== `voice-${seat}`);
  return others.map(({ trackId }) => trackId.replace('voice-', '')).sort();
}
const knows = (told: Told, seat: string) =>
  Object.values(project(told.state, who(seat)).group.groups).map(({ number, members }) => [
    number,
    ...members.map(({ participantId }) => participantId),
  ]);

test('groups hear themselves only; a room that is in none stays with the teacher', () => {
  const told = inGroups();
  expect(hears(told, 'c-room0')).toEqual(['c-room1']);
  expect(hears(told, 'c-room3')).toEqual(['c-room2']);
  expect(hears(told, 'c-room4')).toEqual(['teacher']);
  expect(hears(told, 'teacher')).toEqual([]);
  expect(knows(told, 'c-room0')).toEqual([[1, 'c-room0', 'c-room1']]);
  expect(knows(told, 'c-room4')).toEqual([]);
  expect(knows(told, 'a-viewer')).toEqual([]);
  expect(knows(told, 'i-inspector')).toHaveLength(2);
});

test('the teacher visits one group after the other, and speaks to all', () => {
  const told = inGroups();
  expect(told.ok('teacher', visit('g1'))).toEqual(['groupVisited']);
  expect(told.ok('teacher', visit('g1'))).toEqual([]);
  expect(hears(told, 'teacher')).toEqual(['c-room0', 'c-room1']);
  expect(hears(told, 'c-room1')).toEqual(['c-room0', 'teacher']);
  expect(hears(told, 'c-room2')).toEqual(['c-room3']);
  expect(told.ok('assistant', visit('g2'))).toEqual(['groupVisited', 'groupVisited']);
  expect(hears(told, 'c-room1')).toEqual(['c-room0']);
  expect(told.ok('teacher', visit(null))).toEqual(['groupVisited']);
  expect(told.ok('teacher', { name: 'group:address', input: { addressed: true } })).toEqual(['groupsAddressed']);
  expect(hears(told, 'c-room2')).toEqual(['c-room3', 'teacher']);
  expect(hears(told, 'teacher')).toEqual([]);
  expect(told.give('teacher', visit('g9'))).toBe('notFound');
});

test('the stage is empty while the class is in groups', () => {
  const told = Told.open();
  told.ok('teacher', callOn('c-room0'));
  expect(told.ok('teacher', split([rooms(0, 1)]))).toEqual(['stageLeft', 'groupsSplit', 'groupFormed']);
  expect(told.give('teacher', callOn('c-room0'))).toBe('inGroups');
  expect(told.give('teacher', { name: 'stage:callNext', input: { from: 'random' } })).toBe('inGroups');
  expect(told.ok('teacher', callBack)).toEqual(['groupsCalledBack']);
  expect(told.ok('teacher', callBack)).toEqual([]);
  expect(told.ok('teacher', callOn('c-room0'))).toEqual(['stageCalled']);
});

test('a room moves to another group, is told of the new one and hears nothing more of the former', () => {
  const told = inGroups();
  expect(told.ok('teacher', move(1, 'g2'))).toEqual(['groupDissolved', 'groupFormed', 'groupDissolved', 'groupFormed']);
  expect(told.ok('teacher', move(1, 'g2'))).toEqual([]);
  expect(knows(told, 'c-room1')).toEqual([[2, 'c-room2', 'c-room3', 'c-room1']]);
  expect(knows(told, 'c-room0')).toEqual([[1, 'c-room0']]);
  expect(hears(told, 'c-room0')).toEqual([]);
  expect(told.ok('teacher', move(0, null))).toEqual(['groupDissolved']);
  expect(hears(told, 'c-room0')).toEqual(['teacher']);
  // Its group is gone with its last room.
  expect(told.give('teacher', move(1, 'g1'))).toBe('notFound');
});

test('a full group takes nobody', () => {
  const told = Told.open();
  told.ok('teacher', split([rooms(0, 1, 2, 3, 4, 5), rooms(6)]));
  expect(limits.groupSeats).toBe(6);
  expect(told.give('teacher', move(6, 'g1'))).toBe('tooMany');
});

test('the others of its group are told what a room publishes, closes and takes along', () => {
  const told = inGroups();
  const voice = (seat: string) =>
    project(told.state, who(seat)).group.groups[groupId('g1')]?.members.find(
      ({ participantId }) => participantId === 'c-room0',
    )?.tracks;
  expect(told.ok('c-room0', mute('voice-c-room0', true))).toEqual(['trackMuted', 'groupTracksChanged']);
  expect(voice('c-room1')).toMatchObject([{ muted: true }]);
  expect(told.ok('c-room0', publish('face-0', 'camera'))).toEqual(['trackPublished', 'groupTracksChanged']);
  expect(told.ok('c-room0', { name: 'seat:leave', input: {} })).toContain('groupTracksChanged');
  expect(voice('c-room1')).toEqual([]);
});

test('a room that is removed is in its group no longer', () => {
  const told = inGroups();
  told.ok('teacher', { name: 'participant:remove', input: { participantId: 'c-room0' as ParticipantId } });
  expect(knows(told, 'c-room1')).toEqual([[1, 'c-room1']]);
});

test('all are called back when the time is over; a pause stops it', () => {
  const told = inGroups(60);
  told.now += 30_000;
  told.ok('teacher', { name: 'permission:pause', input: { paused: true } });
  told.now += 300_000;
  expect(told.ok('server', tick)).toEqual([]);
  told.ok('teacher', { name: 'permission:pause', input: { paused: false } });
  told.now += 29_999;
  expect(told.ok('server', tick)).toEqual([]);
  told.now += 1;
  expect(told.ok('server', tick)).toEqual(['groupsCalledBack']);
  expect(told.state.group).toEqual({ split: null, groups: {}, addressed: false });
});

test('no room is in two groups, none is invented, and only staff split the class, once', () => {
  const told = Told.open();
  expect(told.give('teacher', split([rooms(0, 1), rooms(1)]))).toBe('badRequest');
  expect(told.give('teacher', split([rooms(99)]))).toBe('notFound');
  expect(told.give('teacher', split([['constructor' as ClassroomId]]))).toBe('notFound');
  expect(told.give('c-room0', split([rooms(0)]))).toBe('forbidden');
  expect(told.give('coteacher', split([rooms(0)]))).toBe('notLeading');
  expect(told.give('teacher', visit('g1'))).toBe('conflict');
  told.ok('teacher', split([rooms(0)]));
  expect(told.give('teacher', split([rooms(1)]))).toBe('conflict');
});
