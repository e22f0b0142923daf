import { describe, expect, test } from 'vitest';
import { type ClassroomId, type CommandName, classroomId, limits, type Role, rights } from '../../protocol/lesson.ts';
import { cast, classrooms, facts, opening } from './cast.test-support.ts';
import type { Command, DecidedName } from './command.ts';
import { callOn, drop, mute, publish, Told, who } from './decide.test-support.ts';

const raise: Command = { name: 'hand:raise', input: {} };
const lower: Command = { name: 'hand:lower', input: {} };
const end: Command = { name: 'lesson:end', input: {} };
const lookAt = (told: Told) =>
  told.state.stage.map((entry) => entry.tracks.map((track) => [track.trackId, track.muted]));

describe('a lesson that is not open', () => {
  const [plan, , ...seats] = opening;
  const planned = () => {
    if (!plan) throw new Error('no plan');
    return new Told(plan, ...seats);
  };
  const ended = () => {
    const told = Told.open();
    told.ok('c-room0', publish('t'));
    told.ok('teacher', end);
    return told;
  };
  const refused: [string, Command][] = [
    ['c-room0', raise],
    ['teacher', callOn('c-room0')],
    ['c-room0', publish('u')],
    ['teacher', publish('u')],
    ['c-room0', mute('t', true)],
  ];
  test.each(refused)('%s: $name is refused, by the reason that lasts', (by, command) => {
    expect(planned().give(by, command)).toBe('lessonNotOpen');
    expect(ended().give(by, command)).toBe('lessonEnded');
  });
  test('has nothing left after its end, and what asks for nothing more is answered', () => {
    const told = ended();
    expect([told.state.tracks, told.state.stage, told.state.hands]).toEqual([{}, [], []]);
    expect(told.ok('teacher', end)).toEqual([]);
    expect(told.ok('c-room0', lower)).toEqual([]);
    expect(told.ok('c-room0', { name: 'stage:leave', input: {} })).toEqual([]);
    expect(told.ok('c-room0', { name: 'track:unpublish', input: { trackId: 't' as never } })).toEqual([]);
    expect(told.give('server', { name: 'lesson:open', input: {} })).toBe('lessonEnded');
    expect(told.give('server', { name: 'lesson:invite', input: { classrooms: [] } })).toBe('lessonEnded');
  });
});

describe('rights', () => {
  const samples: Partial<Record<DecidedName, Command>> = {
    'lesson:end': end,
    'hand:raise': raise,
    'hand:lower': lower,
    'stage:call': callOn('c-room1'),
    'stage:leave': { name: 'stage:leave', input: {} },
    'participant:remove': { name: 'participant:remove', input: { participantId: who('c-room1').participantId } },
    'track:publish': publish('t'),
    'track:mute': mute('t', true),
    'recorder:claim': { name: 'recorder:claim', input: {} },
    'recorder:twin': { name: 'recorder:twin', input: {} },
    'archive:open': { name: 'archive:open', input: { path: '/archive/a/' } },
  };
  const byRole = new Map<Role, string>(cast.map(({ role, participantId }) => [role, participantId]));
  test.each(Object.entries(samples))('%s is refused to every role that the table leaves out', (name, command) => {
    for (const [role, id] of byRole) {
      if (!rights[name as CommandName].includes(role)) expect(Told.open().give(id, command), role).toBe('forbidden');
    }
  });
  test('what only the server gives is refused to everybody', () => {
    const commands: Command[] = [
      { name: 'lesson:plan', input: { facts, classrooms } },
      { name: 'lesson:open', input: {} },
      { name: 'link:revoke', input: { link: 'teacher' } },
      { name: 'tick', input: {} },
      { name: 'tracks:lost', input: { trackIds: [] } },
      drop('c-room0'),
    ];
    for (const command of commands)
      for (const id of byRole.values()) expect(Told.open().give(id, command)).toBe('forbidden');
  });
});

describe('stage', () => {
  test('takes six, each once, and tells of the hand', () => {
    const told = Told.open();
    told.ok('c-room0', raise);
    for (const index of [0, 1, 2, 3, 4, 5])
      expect(told.ok('teacher', callOn(`c-room${index}`))).toEqual(['stageCalled']);
    expect(told.ok('assistant', callOn('c-room3'))).toEqual([]);
    expect(told.give('teacher', callOn('c-room6'))).toBe('stageFull');
    expect([told.state.stage.length, limits.stageSeats, told.state.hands]).toEqual([6, 6, []]);
    expect(told.give('c-room0', raise)).toBe('conflict');
    told.ok('c-room2', { name: 'stage:leave', input: {} });
    expect(told.give('c-room2', { name: 'stage:leave', input: { participantId: who('c-room0').participantId } })).toBe(
      'forbidden',
    );
    expect(told.ok('teacher', callOn('c-room6'))).toEqual(['stageCalled']);
  });
  test('takes nobody who is away, or is no classroom', () => {
    const told = Told.open();
    told.ok('server', drop('c-room0'));
    for (const id of ['c-room0', 'teacher', 'i-inspector', 'a-viewer'])
      expect(told.give('teacher', callOn(id))).toBe('notHere');
  });
  test('shows the tracks of who stands there as they come, change and go', () => {
    const told = Told.open();
    told.ok('c-room0', publish('camera'));
    told.ok('teacher', callOn('c-room0'));
    expect(lookAt(told)).toEqual([[['camera', false]]]);
    told.ok('c-room0', publish('voice', 'microphone'));
    told.ok('teacher', mute('voice', true));
    expect(lookAt(told)).toEqual([
      [
        ['camera', false],
        ['voice', true],
      ],
    ]);
    expect(told.ok('c-room0', publish('other-camera'))).toEqual([
      'trackUnpublished',
      'trackPublished',
      'stageTracksChanged',
    ]);
    expect(lookAt(told)).toEqual([
      [
        ['voice', true],
        ['other-camera', false],
      ],
    ]);
    told.ok('server', { name: 'tracks:lost', input: { trackIds: ['voice' as never] } });
    expect(lookAt(told)).toEqual([[['other-camera', false]]]);
    const renew: Command = {
      name: 'media:renew',
      input: { participantId: who('c-room0').participantId, session: 'session-b' },
    };
    expect(told.ok('server', renew)).toEqual(['trackUnpublished', 'stageTracksChanged']);
    expect(lookAt(told)).toEqual([[]]);
  });
});

test('a hand is raised only by who is here, and keeps its place', () => {
  const told = Told.open();
  told.ok('c-room0', raise);
  told.ok('c-room1', raise);
  expect(told.ok('c-room0', raise)).toEqual([]);
  told.ok('server', drop('c-room0'));
  expect(told.give('c-room0', raise)).toBe('notHere');
  expect(told.state.hands.map((hand) => hand.participantId)).toEqual(['c-room0', 'c-room1']);
  const another: Command = { name: 'hand:lower', input: { participantId: who('c-room1').participantId } };
  expect(told.give('c-room0', another)).toBe('forbidden');
  expect(told.ok('assistant', another)).toEqual(['handLowered']);
});

describe('tracks', () => {
  test('staff close a classroom’s microphone and never open it; nobody touches the teacher’s', () => {
    const told = Told.open();
    told.ok('c-room0', publish('voice', 'microphone'));
    told.ok('teacher', publish('lecture', 'microphone'));
    expect(told.give('c-room1', mute('voice', true))).toBe('forbidden');
    expect(told.ok('assistant', mute('voice', true))).toEqual(['trackMuted']);
    expect(told.give('teacher', mute('voice', false))).toBe('forbidden');
    expect(told.ok('c-room0', mute('voice', false))).toEqual(['trackMuted']);
    expect(told.give('assistant', mute('lecture', true))).toBe('forbidden');
    expect(told.give('teacher', mute('nothing', true))).toBe('notFound');
  });
  test('are published by who is here, as what they are, and under no other’s name', () => {
    const told = Told.open();
    told.ok('c-room0', publish('t'));
    expect(told.ok('c-room0', publish('t'))).toEqual([]);
    expect(told.give('c-room1', publish('t'))).toBe('alreadyPublished');
    expect(told.give('c-room1', { name: 'track:unpublish', input: { trackId: 't' as never } })).toBe('forbidden');
    const silent = publish('u') as Extract<Command, { name: 'track:publish' }>;
    expect(told.give('c-room0', { ...silent, input: { ...silent.input, kind: 'audio' } })).toBe('badRequest');
    for (const id of ['assistant', 'i-inspector', 'a-viewer']) expect(told.give(id, publish('u'))).toBe('forbidden');
    told.ok('server', drop('c-room0'));
    expect(told.give('c-room0', publish('u'))).toBe('notHere');
  });
});

test('an archive is opened and sealed by the recorder that claimed the lesson, and then stands', () => {
  const told = new Told(...opening);
  const open = (path: string): Command => ({ name: 'archive:open', input: { path } });
  const seal = (path: string): Command => ({ name: 'archive:seal', input: { path, durationMs: 1 } });
  expect(told.give('recorder', open('/archive/a/'))).toBe('forbidden');
  expect(told.ok('recorder', { name: 'recorder:claim', input: {} })).toEqual(['recorderClaimed']);
  told.ok('recorder', open('/archive/a/'));
  expect(told.give('recorder', seal('/archive/a/'))).toBe('conflict');
  told.ok('teacher', end);
  expect(told.give('recorder', seal('/archive/b/'))).toBe('conflict');
  expect(told.ok('recorder', seal('/archive/a/'))).toEqual(['archiveSealed']);
  expect(told.ok('recorder', seal('/archive/a/'))).toEqual([]);
  expect(told.give('recorder', open('/archive/b/'))).toBe('conflict');
});

test('classrooms are invited once each, and only such as can have a seat', () => {
  const [first] = classrooms;
  if (!first) throw new Error('no classroom');
  const invite = (...ids: string[]): Command => ({
    name: 'lesson:invite',
    input: { classrooms: ids.map((id) => ({ ...first, classroomId: id as ClassroomId })) },
  });
  const told = Told.open();
  expect(told.ok('server', invite('room0', 'new'))).toEqual(['classroomInvited']);
  expect(told.give('server', invite('same', 'same'))).toBe('badRequest');
  expect(told.give('server', invite('constructor'))).toBe('badRequest');
  const [longest, tooLong] = [classroomId('x'.repeat(62)), classroomId('x'.repeat(63))];
  expect(told.ok('server', invite(longest))).toEqual(['classroomInvited']);
  expect(told.give('server', invite(tooLong))).toBe('badRequest');
  expect(told.give('server', invite(...Array.from({ length: 10_000 }, (_, index) => `r${index}`)))).toBe('tooMany');
  expect(new Told().give('server', invite('room0'))).toBe('notFound');
  expect(new Told().give('server', { name: 'link:revoke', input: { link: 'teacher' } })).toBe('notFound');
});
