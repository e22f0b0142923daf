import { pupilId, type Question, questionId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { cardAnswers, takesCards } from './card-answers.ts';
import type { CardReading, VoteDoubt } from './card-votes.ts';

const question: Question = {
  questionId: questionId('q1'),
  kind: 'single',
  text: '',
  options: ['', '', ''],
  askedAt: 0,
  closedAt: null,
  results: null,
  correct: null,
  pressed: null,
};
const read = (card: number, choice: 0 | 1 | 2 | 3, ...doubts: VoteDoubt[]): CardReading => ({
  card,
  choice,
  corners: [],
  isInSight: true,
  doubts,
});
const pupils = [1, 2, 3].map((card) => ({ pupilId: pupilId(`p-${card}`), name: `n${card}`, card }));
const nobody = new Map<number, number>();

test('sends the pupils whose cards were read, and nobody else', () => {
  const readings = [read(1, 0), read(2, 2), read(3, 1, 'once'), read(9, 1)];
  const { answers, doubtful } = cardAnswers(question, readings, pupils, nobody);
  expect(answers).toEqual({
    by: 'cards',
    pupils: [
      { pupilId: 'p-1', answer: { choices: [0] } },
      { pupilId: 'p-2', answer: { choices: [2] } },
    ],
  });
  expect(doubtful).toEqual([
    { card: 3, choice: 1, doubts: ['once'], mayAccept: true },
    { card: 9, choice: 1, doubts: ['nobody'], mayAccept: false },
  ]);
});

test('sends a doubtful card that the aide vouches for, as it was then only', () => {
  const accepted = new Map([[3, 1]]);
  expect(cardAnswers(question, [read(3, 1, 'tilted')], pupils, accepted).counted).toEqual([{ card: 3, choice: 1 }]);
  expect(cardAnswers(question, [read(3, 2, 'tilted')], pupils, accepted).counted).toEqual([]);
});

test('never sends a letter that the question does not have', () => {
  const d = [read(1, 3)];
  expect(cardAnswers(question, d, pupils, new Map([[1, 3]]))).toMatchObject({
    answers: null,
    doubtful: [{ card: 1, doubts: ['noOption'], mayAccept: false }],
  });
  const trueFalse = { ...question, kind: 'trueFalse' as const, options: [] };
  expect(cardAnswers(trueFalse, [read(1, 1), read(2, 2)], pupils, nobody).counted).toEqual([{ card: 1, choice: 1 }]);
});

test('counts letters where there is no list of pupils', () => {
  expect(cardAnswers(question, [read(1, 0), read(40, 0), read(7, 2)], null, nobody).answers).toEqual({
    by: 'hands',
    hands: [
      { answer: { choices: [0] }, count: 2 },
      { answer: { choices: [1] }, count: 0 },
      { answer: { choices: [2] }, count: 1 },
    ],
  });
});

test('is for open questions with options', () => {
  expect(takesCards(question)).toBe(true);
  expect(takesCards({ ...question, closedAt: 5 })).toBe(false);
  expect(takesCards({ ...question, kind: 'number', options: [] })).toBe(false);
});
