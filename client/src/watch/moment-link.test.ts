import { expect, test } from 'vitest';
import { momentLink, momentOf } from './moment-link.ts';

test('a link to a moment names the archive and the second, and is read back', () => {
  const page = 'https://school.example/watch?lang=zh#s=seat';
  const link = momentLink(page, 'https://school.example/archive/abc/', 61_900);
  expect(link).toBe('https://school.example/watch?lang=zh#a=%2Farchive%2Fabc&at=61');
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('a')).toBe('/archive/abc');
  expect(momentOf(new URL(link).hash)).toBe(61_000);
});

test.each(['#a=x', '#at=', '#at=-1', '#at=NaN', '#at=1e999', '#at=ten', ''])('%s names no moment', (hash) => {
  expect(momentOf(hash)).toBeNull();
});
