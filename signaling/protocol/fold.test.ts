import { expect, test } from 'vitest';
import {
  type ClassroomId,
  classroomId,
  classroomSeat,
  type DeviceId,
  emptyLesson,
  evolve,
  evolveAll,
  Fold,
  isId,
  type LessonEntry,
  type LessonEvent,
  participantId,
  project,
  type SchoolId,
  trackId,
} from './lesson.ts';

/** A mass lesson: every classroom is invited, seated, comes, publishes camera and microphone, and drops. */
function joins(count: number): LessonEntry[] {
  const events = Array.from({ length: count }, (_, index): LessonEvent[] => {
    const id = `room-${index}` as ClassroomId;
    const seat = { participantId: classroomSeat(id), role: 'classroom' as const };
    const schoolId = 'school' as SchoolId;
    const published = (source: 'camera' | 'microphone', kind: 'audio' | 'video'): LessonEvent => ({
      type: 'trackPublished',
      track: { ...seat, trackId: trackId(`${source}-${index}`), source, kind, layers: 1, muted: false, session: 's' },
    });
    return [
      { type: 'classroomInvited', classroom: { classroomId: id, schoolId, name: 'Class', schoolName: 'School' } },
      {
        type: 'seatGranted',
        grant: { ...seat, link: `classroom:${id}`, deviceId: 'd' as DeviceId, keyHash: 'k', grantedAt: 0 },
      },
      {
        type: 'participantAttached',
        participant: { ...seat, name: 'Class', classroomId: id, schoolId },
        connectionId: 'n.c',
      },
      published('camera', 'video'),
      published('microphone', 'audio'),
      { type: 'participantDetached', ...seat },
    ];
  });
  return events.flat().map((event, index) => ({ sequence: index + 1, at: index, event }));
}

test('6,500 classrooms that come, publish and drop are folded in less than a second', () => {
  const entries = joins(6_500);
  // Of this thread alone: the machine may be busy with other tests.
  const began = process.threadCpuUsage();
  const state = evolveAll(emptyLesson, entries);
  const { user, system } = process.threadCpuUsage(began);
  const tookMs = (user + system) / 1_000;
  expect(Object.keys(state.participants)).toHaveLength(6_500);
  expect(Object.keys(state.tracks)).toHaveLength(13_000);
  expect(state.sequence).toBe(39_000);
  expect(tookMs).toBeLessThan(1_000);
});

test('folding all at once gives what folding one by one gives, and changes nothing that was there', () => {
  const entries = joins(30);
  const middle = entries.slice(0, 90).reduce(evolve, emptyLesson);
  const text = JSON.stringify(middle);
  expect(evolveAll(middle, entries.slice(90))).toEqual(entries.reduce(evolve, emptyLesson));
  expect(JSON.stringify(middle)).toBe(text);
  expect(emptyLesson.participants).toEqual({});
});

test('two folds that start from one state do not touch each other', () => {
  const entries = joins(4);
  const [one, two] = [new Fold(emptyLesson), new Fold(emptyLesson)];
  for (const entry of entries) one.push(entry);
  expect(two.state).toBe(emptyLesson);
  const [first] = entries;
  if (!first) throw new Error('no entries');
  two.push(first);
  expect(Object.keys(one.state.classrooms)).toHaveLength(4);
  expect(Object.keys(two.state.classrooms)).toHaveLength(1);
});

test("a classroom's part of a mass lesson is small", () => {
  const state = evolveAll(emptyLesson, joins(1_000));
  const own = project(state, { participantId: classroomSeat('room-7'), role: 'classroom' });
  expect(Object.keys(own.participants)).toEqual(['c-room-7']);
  expect(Object.keys(own.tracks).sort()).toEqual(['camera-7', 'microphone-7']);
  expect(JSON.stringify(own).length).toBeLessThan(2_000);
});

test('what every object answers to by itself is no id', () => {
  const inherited = Object.getOwnPropertyNames(Object.prototype);
  expect(inherited).toContain('__proto__');
  for (const name of inherited) {
    expect(isId(name), name).toBe(false);
    expect(() => participantId(name)).toThrow(TypeError);
    expect(() => trackId(name)).toThrow(TypeError);
    expect(() => classroomId(name)).toThrow(TypeError);
    expect(Object.hasOwn(emptyLesson.participants, name)).toBe(false);
  }
  for (const name of ['a', '_', '-', 'prototype', 'c-constructor', '0'.repeat(64)]) expect(isId(name), name).toBe(true);
  for (const name of ['', 'a b', 'a/b', '../a', 'é', 'a'.repeat(65), 'a\n']) expect(isId(name), name).toBe(false);
});
