import { expect, test } from 'vitest';
import { chosenShot, type ProgrammeShot, type TrackId, type TrackSource } from '../../protocol/lesson.ts';
import { plan } from '../plan.ts';
import type { Command } from './command.ts';
import { callOn, Told, who } from './decide.test-support.ts';

const shows = (source: TrackSource): Command => ({
  name: 'track:publish',
  input: { trackId: `t-${source}` as TrackId, source, kind: 'video', layers: 1, muted: false, session: 'session-a' },
});
const to = (source: 'camera' | 'board' | 'table' | 'screen' | 'slides'): Command => ({
  name: 'programme:switch',
  input: { shot: { of: 'teacher', source } },
});
const direct = (on: boolean): Command => ({ name: 'programme:direct', input: { on } });
const follow = (shot: ProgrammeShot, after: number | null): Command => ({
  name: 'programme:follow',
  input: { shot, because: 'speech', after },
});
const board: ProgrammeShot = { of: 'teacher', source: 'board' };
const camera: ProgrammeShot = { of: 'teacher', source: 'camera' };

test('a picture becomes the programme once, and only one that is there', () => {
  const told = Told.open();
  told.ok('teacher', shows('camera'));
  expect(told.give('teacher', to('board'))).toBe('notFound');
  told.ok('teacher', shows('board'));
  expect(told.ok('teacher', to('board'))).toEqual(['programmeSwitched']);
  expect(told.ok('assistant', to('board'))).toEqual([]);
  expect(told.give('c-room0', to('camera'))).toBe('forbidden');
  expect(chosenShot(told.state)).toEqual(board);
  told.ok('teacher', { name: 'track:unpublish', input: { trackId: 't-board' as TrackId } });
  expect(chosenShot(told.state)).toBeNull();
});

test('a classroom may be the programme while it is on stage', () => {
  const told = Told.open();
  const { participantId } = who('c-room0');
  const shot: Command = { name: 'programme:switch', input: { shot: { of: 'stage', participantId } } };
  expect(told.give('teacher', shot)).toBe('notFound');
  told.ok('teacher', callOn('c-room0'));
  expect(told.ok('teacher', shot)).toEqual(['programmeSwitched']);
  told.ok('teacher', { name: 'stage:leave', input: { participantId } });
  expect(chosenShot(told.state)).toBeNull();
});

test('only what is large comes to a room that does not look', () => {
  const told = Told.open();
  for (const source of ['camera', 'board', 'table', 'screen'] as const) told.ok('teacher', shows(source));
  const always = () =>
    plan(told.state)
      .groups.rooms?.filter(({ demand }) => demand === 'always')
      .map(({ trackId }) => trackId);
  expect(always()).toEqual(['t-camera', 't-screen']);
  told.ok('teacher', to('board'));
  expect(always()).toEqual(['t-camera', 't-board']);
});

test('a person always wins: switching by hand turns the director off', () => {
  const told = Told.open();
  for (const source of ['camera', 'board'] as const) told.ok('teacher', shows(source));
  expect(told.ok('server', follow(board, null))).toEqual([]);
  told.ok('teacher', direct(true));
  expect(told.ok('teacher', direct(true))).toEqual([]);
  expect(told.ok('server', follow(board, null))).toEqual(['programmeSwitched']);
  expect(told.state.programme).toMatchObject({ shot: board, directs: true });
  // The same picture by hand: the person means to keep it.
  expect(told.ok('teacher', to('board'))).toEqual(['programmeSwitched']);
  expect(told.state.programme.directs).toBe(false);
  told.now += 60_000;
  expect(told.ok('server', follow(camera, told.state.programme.switchedAt))).toEqual([]);
});

test('what two nodes decide together is one switch, and none comes too early', () => {
  const told = Told.open();
  for (const source of ['camera', 'board'] as const) told.ok('teacher', shows(source));
  told.ok('teacher', direct(true));
  expect(told.ok('server', follow(board, null))).toEqual(['programmeSwitched']);
  expect(told.ok('server', follow(camera, null))).toEqual([]);
  const after = told.state.programme.switchedAt;
  told.now += 3_999;
  expect(told.ok('server', follow(camera, after))).toEqual([]);
  told.now += 1;
  expect(told.ok('server', follow(camera, after))).toEqual(['programmeSwitched']);
});

test('nobody but the server may speak for the director', () => {
  const told = Told.open();
  told.ok('teacher', shows('board'));
  told.ok('teacher', direct(true));
  expect(told.give('teacher', follow(board, null))).toBe('forbidden');
});
