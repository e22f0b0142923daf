import { expect, test } from 'vitest';
import { linkedMoment, momentLink } from './linked-moment.ts';

test('a link names a second of the replay, or none', () => {
  const of = (hash: string) => linkedMoment(new URLSearchParams(hash));
  expect(of('a=/archive/x/&at=12.5')).toBe(12_500);
  expect(of('at=0')).toBe(0);
  for (const hash of ['', 'at=', 'at=-1', 'at=1e9', 'at=soon', 'at=99999999', 'at=Infinity'])
    expect(of(hash)).toBeNull();
});

test('a link to a moment names the archive and the second, and is read back', () => {
  const page = 'https://school.example/watch?lang=zh#s=seat';
  const link = momentLink(page, 'https://school.example/archive/abc/', 61_900);
  expect(link).toBe('https://school.example/watch?lang=zh#a=%2Farchive%2Fabc&at=61');
  const hash = new URLSearchParams(new URL(link).hash.slice(1));
  expect(hash.get('a')).toBe('/archive/abc');
  expect(linkedMoment(hash)).toBe(61_000);
});
