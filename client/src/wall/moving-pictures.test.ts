import { expect, test } from 'vitest';
import { movingPictures } from './moving-pictures.ts';

const page = Array.from({ length: 24 }, (_, index) => `c${index}`);

test('moves all when there are few', () => {
  expect([...movingPictures(page.slice(0, 5), new Set(), 3, 16)].sort()).toEqual(page.slice(0, 5));
  expect(movingPictures([], new Set(), 0, 16).size).toBe(0);
});

test('never moves more than allowed, and always those that matter', () => {
  for (let turn = 0; turn < 10; turn += 1) {
    const moving = movingPictures(page, new Set(['c20', 'c3', 'elsewhere']), turn, 16);
    expect(moving.size).toBe(16);
    expect(moving.has('c20') && moving.has('c3')).toBe(true);
  }
  expect(movingPictures(page, new Set(page), 0, 16).size).toBe(16);
});

test('gives every picture its turn within two', () => {
  const seen = new Set([0, 1].flatMap((turn) => [...movingPictures(page, new Set(), turn, 16)]));
  expect(seen.size).toBe(24);
});
