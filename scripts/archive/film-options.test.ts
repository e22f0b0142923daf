import { expect, test } from 'vitest';
import { parseFilmOptions, readTime } from './film-options.ts';
import { publishLanguages } from './publish-text.ts';

const parse = (...args: string[]) => parseFilmOptions(args, { environment: {}, project: '/p', language: 'zh' });

test('what is asked for of a film', () => {
  expect(parse('lesson')).toEqual({
    archives: ['lesson'],
    dataDir: '/p/data',
    kind: 'programme',
    within: {},
    language: 'zh',
    json: false,
  });
  expect(
    parse('a', 'b', '--slides-and-voice', '--from', '12:30', '--to', '1:02:03.5', '--language', 'en'),
  ).toMatchObject({
    archives: ['a', 'b'],
    kind: 'slidesAndVoice',
    within: { fromMs: 750_000, toMs: 3_723_500 },
    language: 'en',
  });
  expect(parse('a', '--tracks')?.kind).toBe('tracks');
  expect(parse('--help')).toBeUndefined();
});

test('what makes no sense is refused', () => {
  const wrong = [
    ['--what'],
    ['--layout', 'all'],
    ['--layout', 'stage', '--tracks'],
    ['--tracks', '--from', '0:01'],
    ['--from', '2:00', '--to', '1:00'],
    ['--language', 'fr'],
    ['--from', '12'],
    ['--from', '1:75'],
  ];
  for (const args of wrong) expect(() => parse('a', ...args), args.join(' ')).toThrow(RangeError);
  expect(readTime('--from', '90:00')).toBe(5_400_000);
});

test('both languages say the same things', () => {
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' ? keys(inner).map((each) => `${key}.${each}`) : [key],
    );
  expect(keys(publishLanguages.zh).sort()).toEqual(keys(publishLanguages.en).sort());
});
