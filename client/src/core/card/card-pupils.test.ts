import { pupilId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { cardPupils } from './card-pupils.ts';

const pupil = (id: string, number: string, cardNumber: number | null) => ({
  pupilId: pupilId(id),
  name: id,
  number,
  cardNumber,
});

test('gives the card of the roster, else of the number in class, else the lowest that is left', () => {
  const roster = [pupil('a', '2', null), pupil('b', '1', 7), pupil('c', '2', null), pupil('d', '2024113', null)];
  expect(cardPupils(roster).map(({ pupilId: id, card }) => `${id}${card}`)).toEqual(['c1', 'a2', 'd3', 'b7']);
});

test('gives no card twice and none beyond the last', () => {
  const roster = Array.from({ length: 70 }, (_, index) => pupil(`p${index}`, `${index + 1}`, null));
  const cards = cardPupils(roster).map(({ card }) => card);
  expect(cards).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});
