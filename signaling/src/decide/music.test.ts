import { expect, test } from 'vitest';
import { project } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told, who } from './decide.test-support.ts';

const set = (on: boolean): Command => ({ name: 'music:set', input: { on } });

test('staff switch music mode, all rooms know it, and the same again changes nothing', () => {
  const told = Told.open();
  expect(told.ok('teacher', set(false))).toEqual([]);
  expect(told.ok('teacher', set(true))).toEqual(['musicModeSet']);
  expect(told.ok('assistant', set(true))).toEqual([]);
  expect(project(told.state, who('c-room1')).music).toEqual({ on: true });
  expect(told.ok('assistant', set(false))).toEqual(['musicModeSet']);
  expect(told.state.music).toEqual({ on: false });
});

test('rooms, viewers and inspectors cannot switch it', () => {
  const told = Told.open();
  for (const id of ['c-room0', 'a-viewer', 'i-inspector']) expect(told.give(id, set(true)), id).toBe('forbidden');
  expect(told.state.music.on).toBe(false);
});
