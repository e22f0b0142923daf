import { describe, expect, test } from 'vitest';
import {
  type Allowance,
  allows,
  isHeldBack,
  limits,
  type ParticipantId,
  project,
  type Switch,
  switchNames,
} from '../../protocol/lesson.ts';
import { plan } from '../plan.ts';
import { attach, claim } from './cast.test-support.ts';
import type { Command } from './command.ts';
import { as, callOn, mute, publish, Told, who } from './decide.test-support.ts';
import { refuseUnlessAllowed } from './permission.ts';

const seat = (id: string): ParticipantId => who(id).participantId;
const turn = (what: Switch, on: boolean, id: string | null = null): Command => ({
  name: 'permission:switch',
  input: { participantId: id === null ? null : seat(id), what, on },
});
const pause = (paused: boolean): Command => ({ name: 'permission:pause', input: { paused } });
const forbid = (forbidden: boolean): Command => ({ name: 'permission:forbid', input: { forbidden } });
const raise: Command = { name: 'hand:raise', input: {} };
const pausedTracks = (told: Told) =>
  Object.entries(plan(told.state).tracks)
    .filter(([, { paused }]) => paused)
    .map(([id]) => id);
const used = (told: Told) => told.state.permission.uses.map(({ use, by }) => [use.control, by]);

describe('switches', () => {
  test('a room may what both the switch for all and its own leave on', () => {
    const told = Told.open();
    told.ok('c-room0', publish('a', 'microphone'));
    told.ok('c-room1', publish('b', 'microphone'));
    expect(told.ok('teacher', turn('voice', false, 'c-room0'))).toEqual(['controlUsed', 'switchSet']);
    expect(pausedTracks(told)).toEqual(['a']);
    told.ok('teacher', turn('voice', false));
    expect(pausedTracks(told)).toEqual(['a', 'b']);
    told.ok('assistant', turn('voice', true, 'c-room0'));
    expect(pausedTracks(told)).toEqual(['a', 'b']);
    told.ok('assistant', turn('voice', true));
    expect(pausedTracks(told)).toEqual([]);
    expect(told.ok('teacher', turn('voice', true))).toEqual([]);
    expect(used(told)[0]).toEqual(['switch', 'assistant']);
  });
  test('refuse what is opened, let it wait closed, and never touch the teacher', () => {
    const told = Told.open();
    told.ok('teacher', turn('voice', false));
    told.ok('teacher', turn('video', false));
    expect(told.give('c-room0', publish('a', 'microphone'))).toBe('notAllowed');
    expect(told.give('c-room0', publish('c'))).toBe('notAllowed');
    const closed = publish('a', 'microphone') as Extract<Command, { name: 'track:publish' }>;
    told.ok('c-room0', { ...closed, input: { ...closed.input, muted: true } });
    expect(told.give('c-room0', mute('a', false))).toBe('notAllowed');
    told.ok('teacher', publish('lecture', 'microphone'));
    told.ok('teacher', mute('lecture', true));
    told.ok('teacher', mute('lecture', false));
    told.ok('teacher', turn('voice', true));
    told.ok('c-room0', mute('a', false));
  });
  test('are of invited rooms only, by staff only, in an open lesson only', () => {
    const told = Told.open();
    for (const id of ['teacher', 'i-inspector', 'a-viewer']) {
      expect(told.give('teacher', turn('text', false, id))).toBe('notFound');
    }
    for (const id of ['c-room0', 'i-inspector', 'a-viewer', 'recorder']) {
      for (const command of [turn('text', false), pause(true), forbid(false)]) {
        expect(told.give(id, command)).toBe('forbidden');
      }
    }
    told.ok('teacher', { name: 'lesson:end', input: {} });
    for (const command of [turn('text', false), pause(true), forbid(true)]) {
      expect(told.give('teacher', command)).toBe('lessonEnded');
    }
  });
  test('are known to a room only where they are its own or for all', () => {
    const told = Told.open();
    told.ok('teacher', turn('text', false, 'c-room0'));
    told.ok('teacher', turn('file', false));
    const of = (id: string) => project(told.state, who(id)).permission;
    expect(of('c-room1').rooms).toEqual({});
    expect([of('c-room1').all.file, of('c-room1').uses]).toEqual([false, []]);
    expect(Object.keys(of('c-room0').rooms)).toEqual(['c-room0']);
    expect(of('i-inspector')).toEqual(told.state.permission);
  });
});

describe('while everything pauses', () => {
  test('nothing of anybody is forwarded, and all comes back as it was', () => {
    const told = Told.open();
    told.ok('teacher', publish('face'));
    told.ok('teacher', publish('lecture', 'microphone'));
    told.ok('c-room0', publish('a', 'microphone'));
    told.ok('c-room0', mute('a', true));
    told.ok('c-room1', publish('b'));
    told.ok('teacher', callOn('c-room1'));
    expect(told.ok('assistant', pause(true))).toEqual(['controlUsed', 'lessonPaused']);
    expect(told.ok('assistant', pause(true))).toEqual([]);
    expect(pausedTracks(told).sort()).toEqual(['a', 'b', 'face', 'lecture']);
    expect(told.state.permission.pausedAt).toBe(told.now);
    told.ok('teacher', pause(false));
    expect(pausedTracks(told)).toEqual(['a']);
    expect(used(told)).toEqual([
      ['resume', 'teacher'],
      ['pause', 'assistant'],
    ]);
  });
  test('rooms are refused all but leaving, closing and coming back; staff go on', () => {
    const told = Told.open();
    told.ok('c-room0', raise);
    told.ok('teacher', pause(true));
    expect(told.give('c-room1', raise)).toBe('lessonPaused');
    expect(told.give('c-room1', publish('b'))).toBe('lessonPaused');
    expect(told.ok('c-room0', { name: 'hand:lower', input: {} })).toEqual(['handLowered']);
    told.ok('teacher', callOn('c-room1'));
    told.ok('c-room1', { name: 'stage:leave', input: {} });
    told.ok('teacher', publish('face'));
    told.ok('server', claim(who('c-room2'), 'device-a'));
    told.ok('server', attach(who('c-room2'), '2.again'));
    told.ok('recorder', { name: 'archive:open', input: { path: '/archive/a/' } });
  });
});

test('while interaction is forbidden rooms are seen, and nothing else, and cannot undo it', () => {
  const told = Told.open();
  told.ok('c-room0', publish('a', 'microphone'));
  told.ok('c-room0', publish('p'));
  told.ok('teacher', callOn('c-room0'));
  told.ok('c-room1', raise);
  expect(told.ok('teacher', forbid(true))).toEqual(['controlUsed', 'interactionForbidden']);
  expect(told.state.hands).toEqual([]);
  expect(pausedTracks(told)).toEqual(['a']);
  expect(told.give('c-room1', raise)).toBe('notAllowed');
  told.ok('c-room0', mute('a', true));
  expect(told.give('c-room0', mute('a', false))).toBe('notAllowed');
  expect(told.give('c-room0', forbid(false))).toBe('forbidden');
  const all: Allowance[] = [...switchNames, 'interaction'];
  told.ok('teacher', turn('annotation', true));
  const allowed = () => all.filter((what) => allows(told.state.permission, seat('c-room0'), what));
  expect(allowed()).toEqual(['video']);
  told.ok('teacher', forbid(false));
  expect(allowed()).toEqual(all);
  told.ok('c-room0', mute('a', false));
});

test('staff and recorders are ruled by no switch', () => {
  const told = Told.open();
  told.ok('teacher', forbid(true));
  told.ok('teacher', pause(true));
  for (const id of ['teacher', 'assistant', 'i-inspector', 'recorder', 'server']) {
    expect(refuseUnlessAllowed(told.state, as(id), 'text')).toBeUndefined();
  }
  expect(refuseUnlessAllowed(told.state, as('a-viewer'), 'interaction')?.error.code).toBe('lessonPaused');
  expect(isHeldBack(told.state.permission, { participantId: seat('teacher'), role: 'teacher', source: 'camera' })).toBe(
    true,
  );
});

test('the end is told with its reason and by whom', () => {
  const told = Told.open();
  expect(told.ok('assistant', { name: 'lesson:end', input: { reason: '  fire drill ' } })).toEqual([
    'controlUsed',
    'lessonEnded',
  ]);
  expect(told.state.phase).toMatchObject({ name: 'ended', reason: 'fire drill' });
  expect(told.state.permission.uses[0]).toMatchObject({
    use: { control: 'end', reason: 'fire drill' },
    by: 'assistant',
  });
});

test('staff see the last uses of controls, a bounded number', () => {
  const told = Told.open();
  for (let count = 0; count < limits.controlUsesKept; count += 1) told.ok('teacher', pause(count % 2 === 0));
  told.ok('teacher', forbid(true));
  expect(told.state.permission.uses).toHaveLength(limits.controlUsesKept);
  expect(used(told)[0]).toEqual(['forbid', 'teacher']);
});

describe('a removed classroom', () => {
  const remove = (block?: boolean): Command => ({
    name: 'participant:remove',
    input: { participantId: seat('c-room0'), ...(block === undefined ? {} : { block }) },
  });
  const unblock: Command = { name: 'participant:unblock', input: { participantId: seat('c-room0') } };
  const renew: Command = { name: 'link:revoke', input: { link: who('c-room0').link } };
  const comeBack = (generation: number) => claim(who('c-room0'), 'device-b', generation);

  test('comes back by a new link, and not by its old one', () => {
    const told = Told.open();
    expect(told.ok('teacher', remove())).toEqual(['controlUsed', 'participantRemoved']);
    expect(told.ok('teacher', remove())).toEqual([]);
    expect(told.give('server', comeBack(0))).toBe('seatRemoved');
    expect(told.ok('server', renew)).toEqual(['linkRevoked', 'participantReadmitted']);
    expect(told.give('server', comeBack(0))).toBe('linkRevoked');
    told.ok('server', comeBack(1));
  });
  test('that is blocked comes back by no link until staff let it', () => {
    const told = Told.open();
    told.ok('teacher', remove(true));
    expect(told.ok('server', renew)).toEqual(['linkRevoked']);
    expect(told.give('server', comeBack(1))).toBe('seatRemoved');
    expect(told.give('c-room1', unblock)).toBe('forbidden');
    expect(told.ok('assistant', unblock)).toEqual(['controlUsed', 'participantReadmitted']);
    expect(told.ok('assistant', unblock)).toEqual([]);
    told.ok('server', comeBack(1));
    expect(used(told)).toEqual([
      ['unblock', 'assistant'],
      ['block', 'teacher'],
    ]);
  });
  test('may be blocked afterwards, keeping its name', () => {
    const told = Told.open();
    told.ok('teacher', remove());
    expect(told.ok('teacher', remove(true))).toEqual(['controlUsed', 'participantRemoved']);
    expect(told.state.removed[seat('c-room0')]).toEqual({ role: 'classroom', name: 'Class room0', blocked: true });
  });
});
