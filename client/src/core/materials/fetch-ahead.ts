import type { Deck, MaterialId, SlidesState } from '@tongke/signaling/protocol/lesson';

/** Pages from the present one on, and then those before it. */
function fromPresent({ pages, page }: Deck) {
  const there = pages.filter((picture) => picture !== null);
  const present = pages.slice(0, page).filter((picture) => picture !== null).length;
  return [...there.slice(present), ...there.slice(0, present)];
}

/**
 * What a screen needs of the decks, in the order of its need: of the deck that is shown the small pictures, then the sharp
 * ones, from the present page on; then the other decks. Each once. Pure.
 */
export function fetchOrder({ decks, shown }: SlidesState): MaterialId[] {
  const first = decks.filter(({ deckId }) => deckId === shown);
  const rest = decks.filter(({ deckId }) => deckId !== shown);
  const ids = [...first, ...rest].flatMap((deck) => {
    const pages = fromPresent(deck);
    return [...pages.map(({ previewId }) => previewId), ...pages.map(({ materialId }) => materialId)];
  });
  return [...new Set(ids)];
}
