import type { Deck } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';

/** Names decks and their pages: for tabs, and for those who do not see the page. */
export function useDeckName(): (deck: Deck) => string {
  const { t } = useTranslation();
  return (deck) => deck.title || t(deck.kind === 'board' ? 'slides.board' : 'slides.pictures');
}

export function usePageLabel(): (deck: Deck, page: number) => string {
  const { t } = useTranslation();
  const nameOf = useDeckName();
  return (deck, page) => t('slides.pageOf', { name: nameOf(deck), page: page + 1, pages: deck.pageCount });
}
