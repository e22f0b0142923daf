import { type Question, questionId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { handsOf, linesOf, typedCount, withLine } from './hands-form.ts';

const question = (kind: Question['kind'], options: string[] = []): Question => ({
  questionId: questionId('q'),
  kind,
  text: '',
  options,
  askedAt: 0,
  closedAt: null,
  results: null,
  correct: null,
  pressed: null,
});

test('four options are four lines, with what was sent', () => {
  const single = question('single', ['', '', '', '']);
  expect(linesOf(single, null)).toHaveLength(4);
  const sent = { hands: [{ answer: { choices: [2] }, count: 7 }], pupils: {}, at: 0 };
  const lines = linesOf(single, sent);
  expect(lines.map(({ count }) => count)).toEqual(['', '', '7', '']);
  expect(handsOf(single, lines)).toEqual({ hands: sent.hands });
});

test('counts are digits, never more than a classroom has pupils', () => {
  expect(['12', 'a3b', '999', '１２', '-4', '', '1e2'].map(typedCount)).toEqual([
    '12',
    '3',
    '100',
    '12',
    '4',
    '',
    '12',
  ]);
});

test('numbers that are equal are taken together, a number alone is one hand', () => {
  const lines = [
    { said: '3,5', count: '2' },
    { said: '３．５', count: '' },
    { said: '', count: '' },
  ];
  expect(handsOf(question('number'), lines)).toEqual({ hands: [{ answer: { number: 3.5 }, count: 3 }] });
  expect(handsOf(question('number'), [...lines, { said: 'many', count: '2' }])).toEqual({ wrong: 3 });
});

test('a count without an answer is told where it stands', () => {
  expect(handsOf(question('open'), [{ said: ' ', count: '2' }])).toEqual({ wrong: 0 });
});

test('a line follows what is typed into the last one', () => {
  const lines = withLine(linesOf(question('open'), null), 0, { said: 'light' }, true);
  expect(lines).toHaveLength(2);
  expect(withLine(lines, 0, { count: '3' }, true)).toHaveLength(2);
});
