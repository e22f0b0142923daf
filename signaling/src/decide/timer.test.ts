import { expect, test } from 'vitest';
import { limits, readTimer } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told } from './decide.test-support.ts';

const start = (lengthMs: number | null): Command => ({ name: 'timer:start', input: { lengthMs } });
const pause: Command = { name: 'timer:pause', input: {} };
const resume: Command = { name: 'timer:resume', input: {} };
const stop: Command = { name: 'timer:stop', input: {} };
const extend = (byMs: number): Command => ({ name: 'timer:extend', input: { byMs } });
function reading(told: Told) {
  const { timer } = told.state.timer;
  if (!timer) throw new Error('no timer');
  return readTimer(timer, told.now);
}

test('a countdown is held, goes on, is lengthened and ends by itself', () => {
  const told = Told.open();
  expect(told.ok('teacher', start(60_000))).toEqual(['timerStarted']);
  told.now += 20_000;
  expect(reading(told)).toEqual({ elapsedMs: 20_000, leftMs: 40_000, isRunning: true, isOver: false });
  expect(told.ok('teacher', pause)).toEqual(['timerPaused']);
  expect(told.ok('teacher', pause)).toEqual([]);
  told.now += 100_000;
  expect(reading(told)).toMatchObject({ leftMs: 40_000, isRunning: false });
  expect(told.ok('teacher', extend(30_000))).toEqual(['timerExtended']);
  expect(reading(told)).toMatchObject({ leftMs: 70_000, isRunning: false });
  expect(told.ok('teacher', resume)).toEqual(['timerResumed']);
  expect(told.ok('teacher', resume)).toEqual([]);
  told.now += 69_999;
  expect(reading(told)).toMatchObject({ leftMs: 1, isOver: false });
  told.now += 1;
  expect(reading(told)).toEqual({ elapsedMs: 90_000, leftMs: 0, isRunning: false, isOver: true });
  expect(told.ok('teacher', pause)).toEqual([]);
  expect(told.ok('teacher', resume)).toEqual([]);
});

test('a countdown that is over gets its time from now on', () => {
  const told = Told.open();
  told.ok('teacher', start(10_000));
  told.now += 50_000;
  told.ok('teacher', extend(30_000));
  expect(reading(told)).toMatchObject({ leftMs: 30_000, isRunning: true });
  expect(told.give('teacher', extend(limits.timerMostMs))).toBe('tooMany');
});

test('a stopwatch counts up and is put away', () => {
  const told = Told.open();
  told.ok('assistant', start(null));
  told.now += 5_000;
  expect(reading(told)).toMatchObject({ elapsedMs: 5_000, isRunning: true, isOver: false });
  expect(told.give('teacher', extend(30_000))).toBe('notFound');
  expect(told.ok('teacher', stop)).toEqual(['timerStopped']);
  expect(told.ok('teacher', stop)).toEqual([]);
  expect(told.give('teacher', pause)).toBe('notFound');
});

test('only those who run the lesson have the timer, and it ends with the lesson', () => {
  const told = Told.open();
  for (const id of ['c-room0', 'a-viewer', 'i-inspector', 'coteacher']) {
    expect(['forbidden', 'notLeading'], id).toContain(told.give(id, start(60_000)));
  }
  told.ok('teacher', start(60_000));
  told.ok('teacher', { name: 'lesson:end', input: {} });
  expect(told.state.timer.timer).toBeNull();
  expect(told.give('teacher', start(60_000))).toBe('lessonEnded');
});
