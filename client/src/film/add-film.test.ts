import { limits } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { refusalOf } from './add-film.ts';

test('a file is refused by its name and its size before it is uploaded', () => {
  expect(refusalOf({ name: 'rain.mp4', size: 5_000 })).toBeNull();
  expect(refusalOf({ name: '雨.MP3', size: 5_000 })).toBeNull();
  expect(refusalOf({ name: 'rain.avi', size: 5_000 })).toBe('wrongType');
  expect(refusalOf({ name: 'rain.mp4.exe', size: 5_000 })).toBe('wrongType');
  expect(refusalOf({ name: 'rain.webm', size: 0 })).toBe('unplayable');
  expect(refusalOf({ name: 'rain.webm', size: limits.filmLengthBytes + 1 })).toBe('tooLarge');
});
