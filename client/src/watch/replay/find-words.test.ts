import { expect, test } from 'vitest';
import { findWords } from './find-words.ts';
import type { Mark } from './marks.ts';

const markOf = (key: string, change: Partial<Mark>): Mark => ({
  ...{ key, atMs: 0, kind: 'said', text: '', name: '', schoolName: '', page: null, pageText: '' },
  ...change,
});
const marks = [
  markOf('chat', { text: 'Open page 12' }),
  markOf('page', {
    kind: 'pageShown',
    text: 'Water',
    page: 3,
    pageText: `The three states\nof  water. ${'x'.repeat(60)}`,
  }),
  markOf('wide', { text: '第１２页，看ＡＢＣ' }),
];
const found = (asked: string) =>
  findWords(marks, asked, ({ text }) => text).map(({ mark, around }) => [mark.key, around]);

test('finds words in lines and on pages, in any order, and shows what stands around them on a page', () => {
  expect(found('  ')).toEqual([
    ['chat', null],
    ['page', null],
    ['wide', null],
  ]);
  expect(found('12 OPEN')).toEqual([['chat', null]]);
  expect(found('12')).toEqual([
    ['chat', null],
    ['wide', null],
  ]);
  expect(found('abc')).toEqual([['wide', null]]);
  expect(found('states of water')).toEqual([['page', expect.stringMatching(/^The three states of water\. x+…$/)]]);
  expect(found('ice')).toEqual([]);
});

test('letters that change their length when they are made small do not break the words around', () => {
  const dotted = markOf('dotted', { kind: 'pageShown', pageText: `${'İ'.repeat(40)} ice` });
  expect(findWords([dotted], 'ice', () => '')[0]?.around).toMatch(/ ice$/);
});
