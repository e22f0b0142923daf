import { describe, expect, test } from 'vitest';
import { handQueue, limits, type ParticipantId, project } from '../../protocol/lesson.ts';
import { plan } from '../plan.ts';
import { attach, opening } from './cast.test-support.ts';
import type { Command } from './command.ts';
import { callOn, drop, publish, Told, tick, who } from './decide.test-support.ts';
import { nextDeadline } from './tick.ts';

type From = 'queue' | 'random' | 'round';
const next = (from: From, more: { seconds?: number; swap?: boolean } = {}): Command => ({
  name: 'stage:callNext',
  input: { from, ...more },
});
const raise: Command = { name: 'hand:raise', input: {} };
const back = (id: string): Command => ({ name: 'stage:leave', input: { participantId: who(id).participantId } });
const extend = (id: string, seconds: number | null): Command => ({
  name: 'stage:extend',
  input: { participantId: who(id).participantId, seconds },
});
const pause = (paused: boolean): Command => ({ name: 'permission:pause', input: { paused } });
const staged = (told: Told) => told.state.stage.map((entry) => entry.participantId);
const rooms = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => `c-room${index}`);

/** Calls one by one and hands each back; who it was, in order. */
function callAll(told: Told, from: From, count: number): ParticipantId[] {
  return Array.from({ length: count }, () => {
    told.now += 1_000;
    told.ok('teacher', next(from));
    const [called] = staged(told);
    if (!called) throw new Error('nobody was called');
    told.now += 1_000;
    told.ok('teacher', back(called));
    return called;
  });
}

describe('the queue', () => {
  // Rooms 0, 3, 6 are of one school, 1, 4, 7 of another, 2 and 5 of a third.
  test('puts the least called school first, then the least called room, then who has waited longest', () => {
    const told = Told.open();
    told.ok('teacher', callOn('c-room0'));
    told.ok('teacher', back('c-room0'));
    for (const id of ['c-room3', 'c-room0', 'c-room4', 'c-room1', 'c-room2']) {
      told.now += 1;
      told.ok(id, raise);
    }
    expect(
      handQueue(told.state).map(({ participantId, schoolCalls, calls }) => [participantId, schoolCalls, calls]),
    ).toEqual([
      ['c-room4', 0, 0],
      ['c-room2', 0, 0],
      // The second room of a school stands behind all schools that were called less, as if the first were called.
      ['c-room3', 1, 0],
      ['c-room1', 1, 0],
      ['c-room0', 2, 1],
    ]);
    const called: ParticipantId[] = [];
    while (told.state.hands.length > 0) {
      told.ok('teacher', next('queue', { swap: true }));
      called.push(...staged(told));
    }
    expect(called).toEqual(['c-room4', 'c-room2', 'c-room3', 'c-room1', 'c-room0']);
    expect(told.give('teacher', next('queue'))).toBe('nobodyWaits');
  });
  test('passes over who is away, and answers a hand with its place', () => {
    const told = Told.open();
    told.ok('c-room0', raise);
    told.now += 1;
    told.ok('c-room1', raise);
    told.ok('server', drop('c-room0'));
    expect(handQueue(told.state).map((place) => place.participantId)).toEqual(['c-room1', 'c-room0']);
    told.ok('assistant', next('queue'));
    expect(staged(told)).toEqual(['c-room1']);
    expect(told.give('assistant', next('queue'))).toBe('nobodyWaits');
  });
  test('has the small picture of its first rooms flow already, to staff', () => {
    const told = Told.open();
    for (const id of rooms) told.ok(id, publish(`camera-of-${id}`));
    for (const id of rooms.slice(0, 4)) {
      told.now += 1;
      told.ok(id, raise);
    }
    const { groups } = plan(told.state);
    const warm = groups.staff?.filter(({ demand }) => demand === 'always');
    expect(warm).toMatchObject(
      rooms.slice(0, limits.warmRooms).map((id) => ({ trackId: `camera-of-${id}`, maxSpatialLayer: 0 })),
    );
    expect(groups.rooms).toEqual([]);
  });
});

describe.each(['random', 'round'] as const)('calling at %s', (from) => {
  test('calls nobody twice before all that are here had a turn, round after round', () => {
    const told = Told.open();
    for (let round = 0; round < 5; round += 1) {
      const called = callAll(told, from, rooms.length);
      expect([...called].sort()).toEqual(rooms);
    }
    expect(told.state.round).toBe(5);
  });
  test('never calls the same room twice running, counts turns by hand, and skips who is away', () => {
    const told = Told.open();
    for (const id of rooms.slice(3)) told.ok('server', drop(id));
    told.ok('teacher', callOn('c-room1'));
    told.ok('teacher', back('c-room1'));
    const called = callAll(told, from, 14);
    expect([...called.slice(0, 2)].sort()).toEqual(['c-room0', 'c-room2']);
    for (const [index, id] of called.entries()) expect(id).not.toBe(called[index + 1]);
    expect(new Set(called)).toEqual(new Set(rooms.slice(0, 3)));
  });
  test('fills six places and no more; swapping frees the oldest', () => {
    const told = Told.open();
    for (let place = 0; place < limits.stageSeats; place += 1) told.ok('teacher', next(from));
    const [oldest, ...others] = staged(told);
    expect(told.give('teacher', next(from))).toBe('stageFull');
    expect(told.ok('teacher', next(from, { swap: true }))).toEqual(['stageLeft', 'stageCalled']);
    expect(staged(told).slice(0, 5)).toEqual(others);
    expect(staged(told)).not.toContain(oldest);
  });
  test('has nobody to call where all are away', () => {
    const told = Told.open();
    for (const id of rooms) told.ok('server', drop(id));
    expect(told.give('teacher', next(from))).toBe('nobodyWaits');
  });
});

test('the lot is the same for the same log, and falls on each room about as often', () => {
  const first = new Map<string, number>();
  for (let moment = 0; moment < 2_000; moment += 1) {
    const draw = () => {
      const told = new Told(...opening);
      told.state = { ...told.state, at: told.now + moment };
      told.ok('teacher', next('random'));
      return staged(told)[0] ?? '';
    };
    const id = draw();
    if (moment < 20) expect(draw()).toBe(id);
    first.set(id, (first.get(id) ?? 0) + 1);
  }
  expect(first.size).toBe(rooms.length);
  for (const times of first.values()) expect(Math.abs(times - 250)).toBeLessThan(80);
});

describe('a time box', () => {
  test('ends by itself, also while the room is away, and not before', () => {
    const told = Told.open();
    told.ok('c-room0', raise);
    told.ok('teacher', next('queue', { seconds: 30 }));
    told.ok('server', drop('c-room0'));
    expect(nextDeadline(told.state)).toBe(told.now + 30_000);
    told.now += 29_999;
    expect(told.ok('server', tick)).toEqual([]);
    told.now += 1;
    expect(told.ok('server', tick)).toEqual(['stageLeft']);
    expect(told.ok('server', tick)).toEqual([]);
    expect(told.state.turns['c-room0' as ParticipantId]).toMatchObject({ calls: 1, stagedMs: 30_000 });
  });
  test('that ends as the seat is counted as gone leaves the stage once', () => {
    const told = Told.open();
    told.ok('teacher', { name: 'stage:call', input: { participantId: who('c-room0').participantId, seconds: 60 } });
    told.ok('server', drop('c-room0'));
    told.now += limits.seatAwayMs;
    expect(told.ok('server', tick)).toEqual(['stageLeft', 'participantLeft']);
  });
  test('is given more time, or no end', () => {
    const told = Told.open();
    told.ok('teacher', { name: 'stage:call', input: { participantId: who('c-room0').participantId, seconds: 30 } });
    told.now += 20_000;
    expect(told.ok('assistant', extend('c-room0', 30))).toEqual(['stageTimed']);
    expect(nextDeadline(told.state)).toBe(told.now + 40_000);
    told.ok('assistant', extend('c-room0', null));
    expect(nextDeadline(told.state)).toBeNull();
    expect(told.ok('assistant', extend('c-room0', null))).toEqual([]);
    told.ok('assistant', extend('c-room0', 15));
    expect(nextDeadline(told.state)).toBe(told.now + 15_000);
    expect(told.give('assistant', extend('c-room1', 15))).toBe('notHere');
    expect(told.give('c-room0', extend('c-room0', 15))).toBe('forbidden');
  });
  test('stands still while everything pauses', () => {
    const told = Told.open();
    told.ok('teacher', { name: 'stage:call', input: { participantId: who('c-room0').participantId, seconds: 30 } });
    told.now += 10_000;
    told.ok('teacher', pause(true));
    expect(nextDeadline(told.state)).toBeNull();
    told.now += 100_000;
    told.ok('teacher', { name: 'stage:call', input: { participantId: who('c-room1').participantId, seconds: 60 } });
    expect(told.ok('server', tick)).toEqual([]);
    told.ok('teacher', pause(false));
    expect(told.state.stage.map((entry) => (entry.endsAt ?? 0) - told.now)).toEqual([20_000, 60_000]);
  });
});

test('turns are counted to the end of the lesson, and a room knows its own', () => {
  const told = Told.open();
  told.ok('teacher', callOn('c-room0'));
  told.now += 5_000;
  told.ok('teacher', back('c-room0'));
  told.ok('teacher', callOn('c-room0'));
  told.ok('teacher', callOn('c-room1'));
  told.now += 7_000;
  told.ok('teacher', { name: 'lesson:end', input: {} });
  expect(told.state.turns).toMatchObject({
    'c-room0': { calls: 2, stagedMs: 12_000 },
    'c-room1': { calls: 1, stagedMs: 7_000 },
  });
  expect(Object.keys(project(told.state, who('c-room1')).turns)).toEqual(['c-room1']);
  expect(Object.keys(project(told.state, who('i-inspector')).turns)).toHaveLength(2);
});

test('rooms call nobody, extend nothing and hand back only themselves', () => {
  const told = Told.open();
  told.ok('c-room0', raise);
  for (const from of ['queue', 'random', 'round'] as const) {
    for (const id of ['c-room0', 'i-inspector', 'a-viewer', 'recorder']) {
      expect(told.give(id, next(from))).toBe('forbidden');
    }
  }
  told.ok('teacher', next('queue'));
  expect(told.give('c-room1', back('c-room0'))).toBe('forbidden');
  expect(told.ok('server', attach(who('c-room1'), '9.x'))).toEqual(['participantAttached']);
});
