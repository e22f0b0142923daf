import { expect, test } from 'vitest';
import { languages, speaksChinese } from './text.mjs';

test('both languages say the same things', () => {
  expect(Object.keys(languages.zh)).toEqual(Object.keys(languages.en));
});

test('the language is the terminal’s', () => {
  expect(speaksChinese({ LANG: 'zh_CN.UTF-8' })).toBe(true);
  expect(speaksChinese({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe(false);
  expect(speaksChinese({})).toBe(false);
});
