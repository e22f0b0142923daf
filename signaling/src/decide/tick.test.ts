import { expect, test } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { attach, type facts as castFacts, opening } from './cast.test-support.ts';
import { drop, Told, tick, who } from './decide.test-support.ts';
import { nextDeadline } from './tick.ts';

const alarms = (told: Told) => told.state.recording.alarms.map(({ code }) => code);

test('a recorder that is away for some seconds raises an alarm, once, and clears it when it is back', () => {
  const told = Told.open();
  expect(nextDeadline(told.state)).toBeNull();
  told.ok('server', drop('recorder'));
  expect(nextDeadline(told.state)).toBe(told.now + limits.recorderAwayMs);
  told.now += limits.recorderAwayMs - 1;
  expect(told.ok('server', tick)).toEqual([]);
  told.now += 1;
  expect(told.ok('server', tick)).toEqual(['recordingAlarmRaised']);
  expect(alarms(told)).toEqual(['noRecorder']);
  expect(told.ok('server', tick)).toEqual([]);
  told.ok('server', attach(who('recorder'), '2.r'));
  expect(nextDeadline(told.state)).toBeLessThanOrEqual(told.now);
  expect(told.ok('server', tick)).toEqual(['recordingAlarmCleared']);
  expect([alarms(told), nextDeadline(told.state)]).toEqual([[], null]);
});

test('a lesson that no recorder has ever taken up raises it too; a planned or an ended one does not', () => {
  const [plan] = opening;
  if (!plan) throw new Error('no plan');
  const planned = new Told(plan);
  expect([nextDeadline(planned.state), planned.ok('server', tick)]).toEqual([null, []]);
  const told = new Told(...opening);
  told.now += limits.recorderAwayMs;
  expect(told.ok('server', tick)).toEqual(['recordingAlarmRaised']);
  told.ok('teacher', { name: 'lesson:end', input: {} });
  expect([nextDeadline(told.state), told.ok('server', tick)]).toEqual([null, []]);
});

test('nobody is missed where nothing is to be recorded', () => {
  const [plan, ...rest] = opening;
  if (plan?.name !== 'lesson:plan') throw new Error('no plan');
  const { facts, classrooms } = plan.input as { facts: typeof castFacts; classrooms: [] };
  const told = new Told(
    { name: 'lesson:plan', input: { facts: { ...facts, rehearsal: true, recording: 'none' }, classrooms } },
    ...rest,
  );
  told.now += limits.recorderAwayMs;
  expect([nextDeadline(told.state), told.ok('server', tick)]).toEqual([null, []]);
});
