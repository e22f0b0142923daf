import { type Deck, deckId, type MaterialId, materialId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { fetchOrder } from './fetch-ahead.ts';

const idOf = (digit: string): MaterialId => materialId(`${digit.repeat(64)}.webp`);
const picture = (digits: string) => ({
  previewId: idOf(digits.charAt(0)),
  materialId: idOf(digits.charAt(1)),
  widthPixels: 16,
  heightPixels: 9,
});
const deck = (name: string, pages: Deck['pages'], page: number): Deck => ({
  deckId: deckId(name),
  kind: 'pages',
  title: name,
  pageCount: pages.length,
  pages,
  page,
});
const digits = (ids: readonly MaterialId[]) => ids.map((id) => id.charAt(0)).join('');

test('the deck that is shown comes first, small pictures before sharp ones, from its present page on', () => {
  const decks = [deck('a', [picture('01')], 0), deck('b', [picture('23'), picture('45'), picture('67')], 1)];
  expect(digits(fetchOrder({ decks, shown: deckId('b') }))).toBe('46257301');
  expect(digits(fetchOrder({ decks, shown: null }))).toBe('01462573');
});

test('each file is fetched once, and blank pages need none', () => {
  const decks = [deck('a', [picture('01'), picture('01'), null], 2), deck('board', [null], 0)];
  expect(digits(fetchOrder({ decks, shown: deckId('a') }))).toBe('01');
});
