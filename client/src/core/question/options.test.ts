import { expect, test } from 'vitest';
import { isRight, letterOf, percent, signOf, typedNumber } from './options.ts';

test('options have letters, true and false have signs', () => {
  expect([0, 1, 7].map(letterOf)).toEqual(['A', 'B', 'H']);
  expect([0, 1].map((option) => signOf({ kind: 'trueFalse' }, option))).toEqual(['✓', '✗']);
  expect(signOf({ kind: 'multiple' }, 2)).toBe('C');
});

test('what is right', () => {
  expect(isRight({ choices: [0, 2] }, 2)).toBe(true);
  expect(isRight({ choices: [0, 2] }, 1)).toBe(false);
  expect(isRight({ number: 0 }, 0)).toBe(false);
  expect(isRight(null, 0)).toBe(false);
});

test('shares of nothing are nothing', () => {
  expect(percent(0, 0)).toBe(0);
  expect(percent(1, 3)).toBe(33);
});

test.each([
  ['12', 12],
  [' -0,5 ', -0.5],
  ['１２．５', 12.5],
  ['−3', -3],
  ['.5', 0.5],
])('%s is a number', (typed, value) => expect(typedNumber(typed)).toBe(value));

test.each(['', ' ', '1e9', 'NaN', 'Infinity', '1.2.3', '十', '0x10', '9'.repeat(20)])('%s is none', (typed) => {
  expect(typedNumber(typed)).toBeNull();
});
