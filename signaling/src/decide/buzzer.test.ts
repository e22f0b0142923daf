import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits, participantId, questionId } from '../../protocol/lesson.ts';
import { firstOf, pressTime } from './buzzer.ts';
import type { Command } from './command.ts';
import { start, Told, tick } from './decide.test-support.ts';
import { nextDeadline } from './tick.ts';

const about = { questionId: questionId('b1') };
const ask: Command = {
  name: 'question:ask',
  input: { ...about, kind: 'buzzer', text: '', options: [], correct: null },
};

/** A lesson in which the buzzer was asked just now. */
function asked(): Told {
  const told = Told.open();
  told.ok('teacher', ask);
  return told;
}
/** A press that arrives now over a line with this round trip. */
const press = (told: Told, roundTripMs: number): Command => ({
  name: 'buzzer:press',
  input: { ...about, arrivedAt: told.now, roundTripMs },
});
const winner = (told: Told) =>
  Object.entries(told.state.question.presses[about.questionId] ?? {}).flatMap(([id, { won }]) => (won ? [id] : []));

describe('the buzzer', () => {
  test('is decided once its window is over, by tick, for the quickest without its line', () => {
    const told = asked();
    told.now += 1_000;
    told.ok('c-room0', press(told, 20));
    expect(nextDeadline(told.state)).toBe(told.now + limits.buzzerWindowMs);
    told.now += 150;
    told.ok('c-room1', press(told, 300));
    expect(told.ok('server', tick)).toEqual([]);
    told.now += limits.buzzerWindowMs - 150;
    expect(told.ok('server', tick)).toEqual(['buzzerWon', 'buzzerDecided']);
    expect(told.ok('server', tick)).toEqual([]);
    expect(winner(told)).toEqual(['c-room1']);
    expect(told.state.question.asked.at(-1)).toMatchObject({ pressed: 2, closedAt: told.now });
  });
  test('counts one press of a room, however often it presses', () => {
    const told = asked();
    told.now += 500;
    expect(told.ok('c-room0', press(told, 0))).toEqual(['buzzerPressed']);
    told.now += 100;
    expect(told.ok('c-room0', press(told, 400))).toEqual([]);
    expect(told.state.question.presses[about.questionId]?.[participantId('c-room0')]?.pressedAt).toBe(told.now - 100);
  });
  test('a press after the window finds it decided, whether or not anybody has ticked', () => {
    const told = asked();
    told.now += 500;
    told.ok('c-room0', press(told, 0));
    told.now += limits.buzzerWindowMs;
    expect(told.give('c-room1', press(told, 400))).toBe('questionClosed');
    expect(winner(told)).toEqual(['c-room0']);
    expect(told.give('c-room2', press(told, 400))).toBe('questionClosed');
    // Whoever was in time is told so again.
    expect(told.ok('c-room0', press(told, 0))).toEqual([]);
  });
  test('is decided at once when the teacher closes it; with no press there is no winner', () => {
    const told = asked();
    told.now += 500;
    told.ok('c-room0', press(told, 0));
    expect(told.ok('teacher', { name: 'question:close', input: about })).toEqual(['buzzerWon', 'buzzerDecided']);
    const other = asked();
    expect(other.ok('teacher', { name: 'question:close', input: about })).toEqual(['questionClosed']);
    expect(other.give('c-room0', press(other, 0))).toBe('questionClosed');
  });
  test('is for classrooms, in an open lesson', () => {
    const told = asked();
    for (const who of ['teacher', 'i-inspector', 'a-viewer', 'server'])
      expect(told.give(who, press(told, 0))).toBe('forbidden');
    told.ok('teacher', { name: 'lesson:end', input: {} });
    expect(told.give('c-room0', press(told, 0))).toBe('lessonEnded');
    expect(Told.open().give('c-room0', press(told, 0))).toBe('notFound');
  });
});

describe('fairness', () => {
  const asking = { askedAt: start };
  /** A line: its least round trip, and what it takes more at times. */
  const line = fc.record({
    leastMs: fc.integer({ min: 0, max: limits.buzzerLineMs }),
    reactionMs: fc.integer({ min: 0, max: 3_000 }),
  });
  const arrival = ({ leastMs, reactionMs }: { leastMs: number; reactionMs: number }) => start + leastMs + reactionMs;

  test('over lines of any length, whoever reacts first is first', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { minLength: 1, maxLength: 12, selector: ({ reactionMs }) => reactionMs }),
        (rooms) => {
          const presses = Object.fromEntries(
            rooms.map((room, place) => {
              const timed = pressTime(asking, { arrivedAt: arrival(room), roundTripMs: room.leastMs }, start + 10_000);
              return [`c-${place}`, { ...timed, at: 0, won: false }];
            }),
          );
          const quickest = rooms.reduce(
            (best, room, place) => (room.reactionMs < (rooms[best]?.reactionMs ?? 0) ? place : best),
            0,
          );
          expect(firstOf(presses)).toBe(`c-${quickest}`);
        },
      ),
    );
  });
  test('jitter moves a press by no more than it made the line slower', () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 0, max: 500 }), (room, jitterMs) => {
        const timed = pressTime(
          asking,
          { arrivedAt: arrival(room) + jitterMs, roundTripMs: room.leastMs },
          start + 10_000,
        );
        expect(timed.pressedAt - (start + room.reactionMs)).toBe(jitterMs);
      }),
    );
  });
  test('whoever answers measurements late gains at most the bound, and never before the question', () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 0, max: 1e9 }), (room, heldBackMs) => {
        const honest = pressTime(asking, { arrivedAt: arrival(room), roundTripMs: room.leastMs }, start + 10_000);
        const lying = { arrivedAt: arrival(room), roundTripMs: room.leastMs + heldBackMs };
        const { pressedAt } = pressTime(asking, lying, start + 10_000);
        expect(honest.pressedAt - pressedAt).toBeLessThanOrEqual(limits.buzzerLineMs - room.leastMs);
        expect(pressedAt).toBeGreaterThanOrEqual(start);
      }),
    );
  });
  test('a slow line that reacted as quickly as the quickest is in time for the window', () => {
    expect(limits.buzzerWindowMs).toBeGreaterThan(limits.buzzerLineMs);
  });
  test('at the same time, the first in the log', () => {
    const press = { pressedAt: start, lineMs: 0, at: 0, won: false };
    expect(firstOf({ [participantId('c-z')]: press, [participantId('c-a')]: press })).toBe('c-z');
    expect(firstOf({})).toBeNull();
  });
});
