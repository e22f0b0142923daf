import { expect, test } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { attach, cast, claim, device, facts, opening } from './cast.test-support.ts';
import type { Command } from './command.ts';
import { callOn, drop, publish, Told, tick, who } from './decide.test-support.ts';
import { nextLeave } from './participant.ts';

const room = who('c-room0');
const id = room.participantId;
const allow = (name: string): Command => ({ name: 'seat:allow', input: { participantId: id, deviceId: device(name) } });
const leave: Command = { name: 'seat:leave', input: {} };
const holder = (told: Told) => told.state.grants[id]?.deviceId;

test('another device waits while the first is here, and takes the seat when staff agree', () => {
  const told = Told.open();
  expect(told.give('server', claim(room, 'device-b'))).toBe('seatTaken');
  expect(told.state.seatRequests).toMatchObject([{ participantId: id, deviceId: 'device-b', allowed: false }]);
  expect(told.give('c-room1', allow('device-b'))).toBe('forbidden');
  expect(told.give('i-inspector', allow('device-b'))).toBe('forbidden');
  expect(told.give('teacher', allow('device-c'))).toBe('notFound');
  expect(told.ok('assistant', allow('device-b'))).toEqual(['seatAllowed']);
  expect(told.ok('teacher', allow('device-b'))).toEqual([]);
  expect(told.give('server', claim(room, 'device-c'))).toBe('seatTaken');
  expect(holder(told)).toBe('device-a');
  expect(told.ok('server', claim(room, 'device-b'))).toEqual(['seatGranted']);
  told.ok('server', attach(room, '2.y'));
  expect([holder(told), told.state.seatRequests]).toEqual(['device-b', []]);
  // The first device's connection ends after the second's began: nothing happens to the seat.
  expect(told.ok('server', drop('c-room0'))).toEqual([]);
});

test('another device takes a seat that has been silent for ten seconds, not sooner', () => {
  const told = Told.open();
  told.ok('server', drop('c-room0'));
  told.now += limits.seatSilentMs - 1;
  expect(told.give('server', claim(room, 'device-b'))).toBe('seatTaken');
  told.now += 1;
  expect(told.ok('server', claim(room, 'device-b'))).toEqual(['seatGranted']);
  // It is on its way: a third one does not take it from under it.
  told.now += 1_000;
  expect(told.give('server', claim(room, 'device-c'))).toBe('seatTaken');
  told.now += limits.seatSilentMs;
  expect(told.ok('server', claim(room, 'device-c'))).toEqual(['seatGranted']);
});

test('a seat that was left is free at once, and its own device has it back whenever it likes', () => {
  const told = Told.open();
  told.ok('c-room0', leave);
  expect(told.ok('c-room0', leave)).toEqual([]);
  expect(told.ok('server', claim(room, 'device-b'))).toEqual(['seatGranted']);
  expect(told.ok('server', claim(room, 'device-b'))).toEqual(['seatGranted']);
  expect(told.ok('server', attach(room, '2.y'))).toEqual(['participantAttached']);
  expect(told.ok('server', attach(room, '2.y'))).toEqual([]);
});

test('a waiting device asks once, is remembered while it repeats, and yields to the next when it does not', () => {
  const told = Told.open();
  told.give('server', claim(room, 'device-b'));
  const asked = told.state.sequence;
  for (let second = 1; second < 15; second += 1) {
    told.now += 1_000;
    expect(told.give('server', claim(room, second % 2 ? 'device-b' : 'device-c'))).toBe('seatTaken');
  }
  expect(told.state.sequence).toBe(asked);
  told.now += 1_000;
  told.give('server', claim(room, 'device-c'));
  expect(told.state.seatRequests).toMatchObject([{ deviceId: 'device-c', askedAt: told.now }]);
});

test('a recorder takes over at once; staff never hear of a device that wants an inspector’s or a viewer’s seat', () => {
  const told = Told.open();
  expect(told.ok('server', claim(who('recorder'), 'device-b'))).toEqual(['seatGranted']);
  for (const hidden of ['i-inspector', 'a-viewer']) {
    expect(told.give('server', claim(who(hidden), 'device-b'))).toBe('seatTaken');
    expect(
      told.give('teacher', { name: 'participant:remove', input: { participantId: who(hidden).participantId } }),
    ).toBe('notFound');
  }
  expect(told.state.seatRequests).toEqual([]);
});

test('who was removed comes back by no link, no key and no command', () => {
  const told = Told.open();
  told.ok('c-room0', publish('t'));
  told.ok('teacher', callOn('c-room0'));
  told.give('server', claim(room, 'device-b'));
  const remove: Command = { name: 'participant:remove', input: { participantId: id } };
  expect(told.ok('assistant', remove)).toEqual(['stageLeft', 'trackUnpublished', 'controlUsed', 'participantRemoved']);
  expect(told.ok('assistant', remove)).toEqual([]);
  expect([told.state.seatRequests, told.state.stage, told.state.tracks]).toEqual([[], [], {}]);
  expect(told.give('server', claim(room))).toBe('seatRemoved');
  expect(told.give('server', attach(room))).toBe('seatRemoved');
  expect(told.give('c-room0', { name: 'hand:raise', input: {} })).toBe('notHere');
  expect(told.give('c-room0', publish('u'))).toBe('notHere');
  expect(told.give('teacher', callOn('c-room0'))).toBe('notHere');
  for (const staff of ['teacher', 'recorder']) {
    const seat = who(staff).participantId;
    expect(told.give('assistant', { name: 'participant:remove', input: { participantId: seat } })).toBe('forbidden');
  }
});

test('a revoked link takes the seats with it: tokens are void, keys open nothing, media ends with the next tick', () => {
  const told = Told.open();
  told.ok('c-room0', publish('t'));
  told.ok('teacher', callOn('c-room0'));
  expect(nextLeave(told.state)).toBeNull();
  told.ok('server', { name: 'link:revoke', input: { link: room.link } });
  expect(nextLeave(told.state)).toBeLessThanOrEqual(told.now);
  expect(told.give('server', attach(room, '2.y'))).toBe('linkRevoked');
  expect(told.give('server', claim(room))).toBe('linkRevoked');
  expect(told.ok('server', tick)).toEqual(['stageLeft', 'trackUnpublished', 'participantLeft']);
  expect(told.ok('server', tick)).toEqual([]);
  expect(told.ok('server', claim(room, 'device-b', 1))).toEqual(['seatGranted']);
  expect(told.ok('server', attach(room))).toEqual(['participantAttached']);
});

test('a key that was superseded while its device connected takes the seat from nobody', () => {
  const told = Told.open();
  const keyed = (key: string): Command => {
    const command = attach(room, '2.y');
    return { ...command, input: { ...command.input, keyHash: key } } as Command;
  };
  told.ok('server', claim(room, 'device-a'));
  expect(told.give('server', keyed('an-old-key'))).toBe('seatTaken');
  expect(told.ok('server', keyed(told.state.grants[id]?.keyHash ?? ''))).toEqual(['participantAttached']);
});

test('a classroom that drops keeps its place, tracks and hand for a minute; then it leaves, and returns as a guest', () => {
  const told = Told.open();
  told.ok('c-room0', publish('t'));
  told.ok('teacher', callOn('c-room0'));
  told.ok('c-room1', { name: 'hand:raise', input: {} });
  told.ok('server', drop('c-room0'));
  told.ok('server', drop('c-room1'));
  told.now += limits.seatAwayMs - 1;
  expect(told.ok('server', tick)).toEqual([]);
  expect([told.state.stage.length, Object.keys(told.state.tracks), told.state.hands.length]).toEqual([1, ['t'], 1]);
  expect(nextLeave(told.state)).toBe(told.now + 1);
  told.now += 1;
  expect(told.ok('server', tick)).toEqual(['stageLeft', 'trackUnpublished', 'participantLeft', 'participantLeft']);
  expect([told.state.stage, told.state.tracks, told.state.hands]).toEqual([[], {}, []]);
  expect(nextLeave(told.state)).toBeNull();
  told.ok('server', attach(room, '2.y'));
  expect(told.state.participants[id]?.connection).toMatchObject({ state: 'here', since: told.now });
  expect(told.state.stage).toEqual([]);
});

test('a classroom that is back within the minute is where it was', () => {
  const told = Told.open();
  told.ok('c-room0', publish('t'));
  told.ok('teacher', callOn('c-room0'));
  told.ok('server', drop('c-room0'));
  told.now += 20_000;
  told.ok('server', attach(room, '2.y'));
  told.now += 60_000;
  expect(told.ok('server', tick)).toEqual([]);
  expect(told.state.stage).toMatchObject([{ participantId: id, tracks: [{ trackId: 't' }] }]);
});

test('a power cut in a whole county is worked off in ticks that each fit into an append', () => {
  const told = new Told({ name: 'lesson:plan', input: { facts, classrooms: [] } }, { name: 'lesson:open', input: {} });
  const many = Array.from({ length: 1_200 }, (_, index) => ({ ...room, participantId: `c-r${index}` as typeof id }));
  for (const seat of many) {
    for (const command of [claim(seat), attach(seat, '1.x')]) told.ok('server', command);
    told.ok('server', { name: 'seat:detach', input: { participantId: seat.participantId, connectionId: '1.x' } });
  }
  told.now += limits.seatAwayMs;
  expect([1, 2, 3, 4].map(() => told.ok('server', tick).filter((type) => type === 'participantLeft').length)).toEqual([
    500, 500, 200, 0,
  ]);
});

test('seats are given and taken before the lesson is open; after its end nobody arrives but the recorder', () => {
  const [plan, , ...seats] = opening;
  if (!plan) throw new Error('no plan');
  expect(new Told().give('server', claim(room))).toBe('notFound');
  expect(new Told().give('server', attach(room))).toBe('notFound');
  const told = new Told(plan, ...seats);
  expect(Object.keys(told.state.participants)).toHaveLength(cast.length);
  told.ok('teacher', { name: 'lesson:end', input: {} });
  expect(told.ok('server', attach(room, '2.y'))).toEqual([]);
  expect(told.ok('server', attach(who('recorder'), '2.y'))).toEqual(['participantAttached']);
  expect(told.ok('server', tick)).toEqual([]);
});
