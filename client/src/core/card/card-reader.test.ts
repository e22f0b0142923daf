import aruco from 'js-aruco2';
import { describe, expect, test } from 'vitest';
import { isWhite, mostCards } from './card-face.ts';
import { CardReader } from './card-reader.ts';
import { renderRoom } from './testing/render-room.ts';
import { score, testRooms } from './testing/rooms.ts';

const reader = new CardReader(1280, 720);

/** Least cards of 40 that one picture of a room must give; the bench counts over many. */
const least: Record<string, number> = { plain: 40, blurred: 39, moved: 38, dark: 37, small: 37, turned: 39 };

describe.each(Object.entries(testRooms))('in a room that is %s', (name, room) => {
  test('reads its cards, and none wrong without a doubt', { timeout: 60_000 }, () => {
    const picture = renderRoom({ ...room, seed: 11 });
    const { cards, right, wrong } = score(picture, reader.read(picture.grey));
    expect(wrong).toBe(0);
    expect(right).toBeGreaterThanOrEqual(least[name] ?? cards);
  });
});

test('tells both cards when a number is held up twice', () => {
  const one = renderRoom({ ...testRooms.plain, cards: 1, seed: 3 } as Parameters<typeof renderRoom>[0]);
  const grey = Uint8Array.from(one.grey);
  // The same card again, 640 pixels to the right.
  for (let y = 0; y < 144; y += 1) {
    for (let x = 0; x < 160; x += 1) grey[y * 1280 + x + 640] = one.grey[y * 1280 + x] ?? 0;
  }
  expect(reader.read(grey).map(({ card }) => card)).toEqual([1, 1]);
});

test('says that a card leans halfway between two letters', { timeout: 60_000 }, () => {
  const wish = { ...testRooms.plain, lean: 0, turned: 0, shadows: 0, seed: 5 } as Parameters<typeof renderRoom>[0];
  const doubtsAt = (lean: number) => {
    const picture = renderRoom({ ...wish, lean });
    return reader.read(picture.grey).filter(({ doubts }) => doubts.includes('tilted')).length;
  };
  expect(doubtsAt(0)).toBe(0);
  expect(doubtsAt(45)).toBeGreaterThan(2);
});

test.each([0, 128, 255])('reads nothing in a picture that is all %i', (value) => {
  expect(reader.read(new Uint8Array(1280 * 720).fill(value))).toEqual([]);
});

test('prints the codes that the library knows, far apart in every rotation', () => {
  const dictionary = new aruco.AR.Dictionary('ARUCO_MIP_25h7');
  const known = Object.entries(dictionary.codes);
  const bits = (card: number) =>
    Array.from({ length: 25 }, (_, i) => (isWhite(card, 1 + (i % 5), 1 + Math.floor(i / 5)) ? '1' : '0')).join('');
  const turned = (code: string) =>
    Array.from({ length: 25 }, (_, i) => code[(4 - (i % 5)) * 5 + Math.floor(i / 5)]).join('');
  const apart = (one: string, other: string) => [...one].filter((bit, i) => bit !== other[i]).length;
  const cards = Array.from({ length: mostCards }, (_, index) => bits(index + 1));
  let least = 25;
  for (const [index, code] of cards.entries()) {
    expect(known.find(([text]) => text === code)?.[1].id).toBe(index);
    let rotated = code;
    for (let quarter = 0; quarter < 4; quarter += 1) {
      for (const [other, text] of cards.entries()) {
        if (other !== index || quarter > 0) least = Math.min(least, apart(rotated, text));
      }
      rotated = turned(rotated);
    }
  }
  expect(least).toBeGreaterThanOrEqual(7);
});
