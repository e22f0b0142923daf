import { isAnswerTo } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { draftOf, emptyForm, withKind, withOption, withOptionRight } from './form.ts';

test('a form that nobody touched asks for one of four letters', () => {
  expect(draftOf(emptyForm)).toEqual({ kind: 'single', text: '', options: ['', '', '', ''], correct: null });
});

test('of a single choice one option is right, of a multiple choice several, in order', () => {
  const single = withOptionRight(withOptionRight(emptyForm, 2, true), 0, true);
  expect(draftOf(single).correct).toEqual({ choices: [0] });
  const multiple = withOptionRight(withOptionRight(withKind(emptyForm, 'multiple'), 2, true), 0, true);
  expect(draftOf(multiple).correct).toEqual({ choices: [0, 2] });
  expect(draftOf(withOptionRight(multiple, 0, false)).correct).toEqual({ choices: [2] });
});

test('what is right is always an answer to what is asked, whatever was done before', () => {
  const last = withOptionRight(withKind(emptyForm, 'multiple'), 3, true);
  const fewer = withOption({ ...last, options: last.options.slice(0, 2) }, -1, '');
  const forms = [fewer, withKind(last, 'trueFalse'), withKind(last, 'single'), withKind(last, 'open')];
  for (const form of forms) {
    const draft = draftOf(form);
    if (draft.correct) expect(isAnswerTo(draft, draft.correct)).toBe(true);
  }
  expect(draftOf(fewer).correct).toBeNull();
});

test('a right number is one that was typed as a number', () => {
  const number = withKind(emptyForm, 'number');
  expect(draftOf({ ...number, number: '3,5' }).correct).toEqual({ number: 3.5 });
  expect(draftOf({ ...number, number: 'three' }).correct).toBeNull();
});
