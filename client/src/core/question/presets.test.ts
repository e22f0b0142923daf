import { expect, test } from 'vitest';
import { bareQuestion, forgetQuestion, keepQuestion, keptQuestions } from './presets.ts';

/** A browser's storage, for the time of a test. */
function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  } as unknown as Storage;
}
const prepared = (text: string) => ({ ...bareQuestion('single'), text });

test('questions are kept once, the newest first, and forgotten', () => {
  const kept = storage();
  keepQuestion(prepared('one'), kept);
  keepQuestion(prepared('two'), kept);
  keepQuestion(prepared('one'), kept);
  expect(keptQuestions(kept).map(({ text }) => text)).toEqual(['one', 'two']);
  forgetQuestion(prepared('one'), kept);
  expect(keptQuestions(kept).map(({ text }) => text)).toEqual(['two']);
});

test('at most thirty are kept', () => {
  const kept = storage();
  for (let count = 0; count < 40; count += 1) keepQuestion(prepared(`question ${count}`), kept);
  expect(keptQuestions(kept)).toHaveLength(30);
});

test.each(['', '{', '{}', '[1]', '[{"kind":"single"}]', '[{"kind":"none","text":"","options":[]}]'])(
  'what is no list of questions is none: %s',
  (stored) => {
    const kept = storage();
    kept.setItem('tongke.questions', stored);
    expect(keptQuestions(kept)).toEqual([]);
  },
);
