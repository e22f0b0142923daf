import { expect, test } from 'vitest';
import type { CardSighting, Doubt } from './card-reader.ts';
import { CardVotes } from './card-votes.ts';

const seen = (card: number, choice: CardSighting['choice'], doubts: Doubt[] = [], x = 100): CardSighting => ({
  card,
  choice,
  doubts,
  corners: [
    { x, y: 0 },
    { x: x + 40, y: 0 },
    { x: x + 40, y: 40 },
    { x, y: 40 },
  ],
});

function told(...pictures: CardSighting[][]): string[] {
  const votes = new CardVotes();
  for (const picture of pictures) votes.add(picture);
  return votes.readings.map(({ card, choice, doubts }) => `${card}${'ABCD'[choice]} ${doubts.join(',')}`.trim());
}

test('reads a card from two plain pictures that agree, not from one', () => {
  expect(told([seen(1, 2)])).toEqual(['1C once']);
  expect(told([seen(1, 2)], [seen(1, 2), seen(7, 0)])).toEqual(['1C', '7A once']);
});

test('keeps what was read when the card is put down', () => {
  const votes = new CardVotes();
  for (const picture of [[seen(1, 3)], [seen(1, 3)], ...Array.from({ length: 20 }, () => [])]) votes.add(picture);
  expect(votes.readings).toMatchObject([{ card: 1, choice: 3, doubts: [], isInSight: false }]);
});

test('doubts a card that is turned, and reads it anew once the old pictures are past', () => {
  const turned = [[seen(1, 0)], [seen(1, 0)], [seen(1, 1)]];
  expect(told(...turned)).toEqual(['1B conflicting']);
  expect(told(...turned, ...Array.from({ length: 8 }, () => [seen(1, 1)]))).toEqual(['1B']);
});

test('doubts a number that is held up twice, even when both say the same', () => {
  expect(told([seen(4, 1)], [seen(4, 1)], [seen(4, 1), seen(4, 1, [], 600)])).toEqual(['4B twice']);
});

test('believes small and blurred sightings only when many agree', () => {
  const small = [seen(9, 1, ['small', 'damaged'])];
  expect(told(small, small, small)).toEqual(['9B small,damaged']);
  expect(told(small, small, small, small)).toEqual(['9B']);
});

test('never believes a card between two letters, however often it is seen', () => {
  const tilted = [seen(9, 1, ['tilted'])];
  expect(told(...Array.from({ length: 8 }, () => tilted))).toEqual(['9B tilted']);
});

test('forgets everything for the next question', () => {
  const votes = new CardVotes();
  votes.add([seen(1, 1)]);
  votes.clear();
  expect(votes.readings).toEqual([]);
});
