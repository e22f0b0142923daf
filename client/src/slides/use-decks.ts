import { type Deck, type DeckId, deckId, deckOf, mayDo } from '@tongke/signaling/protocol/lesson';
import { randomId } from '../core/random-id.ts';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';

/** The lesson's decks, and what those who lead it do with them. */
export function useDecks() {
  const { slides, lead } = useLesson();
  const { kept } = useSeat();
  const { run } = useCommand();
  const isLed = kept.role !== 'teacher' || kept.participantId === lead.leaderId;
  const shown: Deck | undefined = slides.shown === null ? undefined : deckOf(slides, slides.shown);
  const turnTo = (page: number) => {
    if (shown && page >= 0 && page < shown.pages.length && page !== shown.page)
      run('page:turn', { deckId: shown.deckId, page });
  };
  return {
    decks: slides.decks,
    shown,
    mayLead: isLed && mayDo(kept.role, 'deck:show'),
    turnTo,
    previous: () => shown && turnTo(shown.page - 1),
    next: () => shown && turnTo(shown.page + 1),
    show: (id: DeckId, page?: number) => run('deck:show', { deckId: id, ...(page === undefined ? {} : { page }) }),
    hide: () => run('deck:hide', {}),
    remove: (id: DeckId) => run('deck:remove', { deckId: id }),
    addBoard: () => {
      const id = deckId(randomId());
      run('deck:add', { deckId: id, kind: 'board', title: '', pageCount: 1 });
      run('deck:show', { deckId: id });
    },
    addPage: ({ deckId: id, pages }: Deck) => {
      run('page:add', { deckId: id, page: pages.length, picture: null, text: '' });
      run('page:turn', { deckId: id, page: pages.length });
    },
  };
}
