import { describe, expect, test } from 'vitest';
import {
  type AnswerValue,
  classroomSeat,
  limits,
  pupilId,
  type QuestionKind,
  questionId,
  resultsOf,
} from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told } from './decide.test-support.ts';

const id = questionId('q1');
const about = { questionId: id };
const room0 = 'c-room0';
const ask = (kind: QuestionKind = 'single', correct: AnswerValue | null = null, name = 'q1'): Command => ({
  name: 'question:ask',
  input: {
    questionId: questionId(name),
    kind,
    text: 'Which?',
    options: kind === 'single' || kind === 'multiple' ? ['red', 'green', 'blue', ''] : [],
    correct,
  },
});
const choose = (...choices: number[]): AnswerValue => ({ choices });
const hands = (...counts: number[]): Command => ({
  name: 'question:answer',
  input: {
    ...about,
    answers: { by: 'hands', hands: counts.map((count, place) => ({ answer: choose(place), count })) },
  },
});
const cards = (given: Record<string, AnswerValue | null>): Command => ({
  name: 'question:answer',
  input: {
    ...about,
    answers: {
      by: 'cards',
      pupils: Object.entries(given).map(([pupil, answer]) => ({ pupilId: pupilId(pupil), answer })),
    },
  },
});
const devices = (pupil: string, answer: AnswerValue | null): Command => ({
  name: 'question:answerByDevices',
  input: { ...about, participantId: classroomSeat('room0'), pupils: [{ pupilId: pupilId(pupil), answer }] },
});
const close: Command = { name: 'question:close', input: about };
const show: Command = { name: 'question:show', input: about };
const asked = (told: Told) => told.state.question.asked.at(-1);
const results = (told: Told) => {
  const question = asked(told);
  if (!question) throw new Error('nothing was asked');
  return resultsOf(question, told.state.question.rooms[question.questionId] ?? {});
};

describe('asking', () => {
  test('twice is once; another question with the same id is refused', () => {
    const told = Told.open();
    expect(told.ok('teacher', ask('single', choose(1)))).toEqual(['questionAsked', 'questionKeySet']);
    expect(told.ok('teacher', ask('single', choose(1)))).toEqual([]);
    expect(told.give('teacher', ask('open'))).toBe('conflict');
  });
  test('the next question closes the one before', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    expect(told.ok('assistant', ask('trueFalse', null, 'q2'))).toEqual(['questionClosed', 'questionAsked']);
    expect(told.state.question.asked.map(({ closedAt }) => closedAt === null)).toEqual([false, true]);
    expect(told.give(room0, hands(3))).toBe('questionClosed');
  });
  test.each([
    ['a choice of nothing', { ...ask(), input: { ...ask().input, options: [] } } as Command],
    ['a choice of one', { ...ask(), input: { ...ask().input, options: ['a'] } } as Command],
    ['options of a number', { ...ask('number'), input: { ...ask('number').input, options: ['1', '2'] } } as Command],
    ['an answer of another kind', ask('single', { number: 1 })],
    ['an option that is not there', ask('single', choose(4))],
    ['two options of which one is right', ask('single', choose(0, 1))],
    ['an option twice', ask('multiple', choose(1, 1))],
    ['a buzzer with an answer', ask('buzzer', choose(0))],
  ])('%s is refused', (_what, command) => {
    expect(Told.open().give('teacher', command)).toBe('badRequest');
  });
  test('only by those who lead, only in an open lesson, so often and no more', () => {
    const told = Told.open();
    for (const who of [room0, 'i-inspector', 'a-viewer', 'recorder']) expect(told.give(who, ask())).toBe('forbidden');
    for (let count = 0; count < limits.questionsPerLesson; count += 1) {
      told.ok('teacher', ask('trueFalse', null, `q-${count}`));
    }
    expect(told.give('teacher', ask('trueFalse', null, 'one-more'))).toBe('tooLarge');
    told.ok('teacher', { name: 'lesson:end', input: {} });
    expect(told.give('teacher', ask())).toBe('lessonEnded');
  });
});

describe('answering', () => {
  test('counted hands are corrected until the question is closed', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    expect(told.ok(room0, hands(3, 20, 0, 4))).toEqual(['questionAnswered']);
    expect(told.ok(room0, hands(3, 20, 0, 4))).toEqual([]);
    told.ok('c-room1', hands(10));
    told.ok(room0, hands(2, 21, 0, 4));
    expect(results(told)).toEqual({ classrooms: 2, people: 37, counts: [12, 21, 0, 4], said: [] });
    told.ok('teacher', close);
    expect(told.ok('teacher', close)).toEqual([]);
    expect(told.give(room0, hands(1))).toBe('questionClosed');
    // A repeat of what was taken is what it was.
    expect(told.ok(room0, hands(2, 21, 0, 4))).toEqual([]);
  });
  test('of one pupil the latest answer counts, whichever way it came', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    told.ok(room0, cards({ p1: choose(0), p2: choose(1) }));
    told.ok('server', devices('p1', choose(2)));
    expect(results(told)).toMatchObject({ people: 2, counts: [0, 1, 1, 0] });
    expect(told.ok('server', devices('p1', choose(2)))).toEqual([]);
    told.ok(room0, cards({ p1: choose(3), p2: null }));
    expect(results(told)).toMatchObject({ people: 1, counts: [0, 0, 0, 1] });
    told.ok(room0, hands(0, 0, 0, 30));
    expect(results(told)).toMatchObject({ people: 31, counts: [0, 0, 0, 31] });
    told.ok(room0, hands());
    expect(results(told)).toMatchObject({ people: 1 });
  });
  test('more hands than a room has pupils are refused, and what was there stays', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    told.ok(room0, hands(60, 30));
    expect(told.give(room0, hands(60, 41))).toBe('tooManyHands');
    told.ok(room0, cards(Object.fromEntries(Array.from({ length: 10 }, (_, pupil) => [`p${pupil}`, choose(2)]))));
    expect(told.give('server', devices('p-late', choose(0)))).toBe('tooManyHands');
    expect(results(told)).toMatchObject({ people: 100, counts: [60, 30, 10, 0] });
  });
  test('a room whose attendance was taken has no more hands than pupils', () => {
    const take = (headCount: number, size: number | null): Command => ({
      name: 'attendance:take',
      input: {
        absent: [],
        headCount,
        roster: size === null ? null : Array.from({ length: size }, (_, index) => pupilId(`r${index}`)),
      },
    });
    const told = Told.open();
    told.ok('teacher', ask());
    told.ok(room0, take(30, null));
    expect(told.give(room0, hands(20, 11))).toBe('tooManyHands');
    told.ok(room0, hands(20, 10));
    // Latecomers are on the roster.
    told.ok(room0, take(30, 33));
    told.ok(room0, hands(20, 13));
    expect(told.give(room0, hands(20, 14))).toBe('tooManyHands');
    // A guest was counted.
    told.ok(room0, take(34, 33));
    told.ok(room0, hands(20, 14));
    // Another room is not known yet.
    told.ok('c-room1', hands(60, 40));
    expect(told.give('c-room1', hands(60, 41))).toBe('tooManyHands');
  });
  test('hands of a question with several right options may be of the same pupils', () => {
    const told = Told.open();
    told.ok('teacher', ask('multiple'));
    told.ok(room0, hands(40, 40, 39, 2));
    expect(results(told)).toMatchObject({ people: 40, counts: [40, 40, 39, 2] });
  });
  test.each<[string, QuestionKind, AnswerValue]>([
    ['an option that is not there', 'single', choose(4)],
    ['two options of one', 'single', choose(0, 1)],
    ['options out of order', 'multiple', choose(1, 0)],
    ['nothing', 'multiple', choose()],
    ['a number for a choice', 'trueFalse', { number: 1 }],
    ['a text for a number', 'number', { text: '1' }],
    ['a choice for a text', 'open', choose(0)],
    ['anything for a buzzer', 'buzzer', choose(0)],
  ])('%s is refused', (_what, kind, answer) => {
    const told = Told.open();
    told.ok('teacher', ask(kind));
    expect(told.give(room0, cards({ p1: answer }))).toBe('badRequest');
    expect(told.state.question.rooms).toEqual({});
  });
  test('the same pupil or the same answer twice in one message is refused', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    const twice = { answer: choose(1), count: 2 };
    const input = { ...about, answers: { by: 'hands' as const, hands: [twice, twice] } };
    expect(told.give(room0, { name: 'question:answer', input })).toBe('badRequest');
    const pupil = { pupilId: pupilId('p1'), answer: choose(1) };
    const pupils = { ...about, answers: { by: 'cards' as const, pupils: [pupil, pupil] } };
    expect(told.give(room0, { name: 'question:answer', input: pupils })).toBe('badRequest');
  });
  test('not while all interaction is forbidden, by whichever way', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    told.ok('teacher', { name: 'permission:forbid', input: { forbidden: true } });
    expect(told.give(room0, hands(1))).toBe('notAllowed');
    expect(told.give('server', devices('p1', choose(0)))).toBe('notAllowed');
    told.ok('teacher', { name: 'permission:forbid', input: { forbidden: false } });
    expect(told.ok(room0, hands(1))).toEqual(['questionAnswered']);
  });
  test('what was never asked, and after the lesson', () => {
    const told = Told.open();
    expect(told.give(room0, hands(1))).toBe('notFound');
    told.ok('teacher', ask());
    told.ok('teacher', { name: 'lesson:end', input: {} });
    expect(told.give(room0, hands(1))).toBe('lessonEnded');
    expect(told.give('server', devices('p1', choose(0)))).toBe('lessonEnded');
    expect(asked(told)?.closedAt).toBe(told.now);
    expect(told.state.question.onScreen).toBeNull();
  });
});

describe('showing', () => {
  test('results are of all rooms together, and shown anew when they have changed', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    told.ok(room0, hands(1, 2));
    told.ok('c-room1', hands(0, 5));
    expect(told.ok('teacher', show)).toEqual(['questionResultsShown']);
    expect(told.ok('teacher', show)).toEqual([]);
    expect(asked(told)?.results).toEqual({ classrooms: 2, people: 8, counts: [1, 7, 0, 0], said: [] });
    told.ok('c-room2', hands(4));
    expect(told.ok('teacher', show)).toEqual(['questionResultsShown']);
    expect(asked(told)?.results?.counts).toEqual([5, 7, 0, 0]);
  });
  test('of open texts only those that were picked and given', () => {
    const told = Told.open();
    told.ok('teacher', ask('open'));
    told.ok(room0, cards({ p1: { text: 'light' }, p2: { text: 'light' }, p3: { text: 'my secret' } }));
    told.ok('teacher', { name: 'question:show', input: about });
    expect(asked(told)?.results?.said).toEqual([]);
    told.ok('teacher', { name: 'question:show', input: { ...about, said: ['light', 'never said'] } });
    expect(asked(told)?.results?.said).toEqual([{ answer: 'light', count: 2 }]);
  });
  test('what is right is told to staff when it is asked, to all when it is shown; showing it closes', () => {
    const told = Told.open();
    told.ok('teacher', ask('single', choose(1)));
    expect(asked(told)?.correct).toBeNull();
    const reveal: Command = { name: 'question:reveal', input: about };
    expect(told.ok('teacher', reveal)).toEqual(['questionClosed', 'questionKeyShown']);
    expect(told.ok('teacher', reveal)).toEqual([]);
    expect(asked(told)?.correct).toEqual(choose(1));
    const other: Command = { name: 'question:reveal', input: { ...about, correct: choose(2) } };
    expect(told.ok('assistant', other)).toEqual(['questionKeySet', 'questionKeyShown']);
    expect(told.state.question.keys[id]).toEqual(choose(2));
    const wrong: Command = { name: 'question:reveal', input: { ...about, correct: { number: 1 } } };
    expect(told.give('teacher', wrong)).toBe('badRequest');
  });
  test('nothing is revealed where nothing is known', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    expect(told.give('teacher', { name: 'question:reveal', input: about })).toBe('badRequest');
  });
  test('a question is put away and shown again', () => {
    const told = Told.open();
    told.ok('teacher', ask());
    const clear: Command = { name: 'question:clear', input: about };
    expect(told.ok('teacher', clear)).toEqual(['questionClosed', 'questionCleared']);
    expect(told.ok('teacher', clear)).toEqual([]);
    expect(told.ok('teacher', show)).toEqual(['questionResultsShown']);
    expect(told.state.question.onScreen).toBe(id);
  });
});
