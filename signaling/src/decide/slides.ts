import { chosenShot, type Deck, deckOf, type LessonEvent, type LessonState, limits } from '../../protocol/lesson.ts';
import { accept, type Decision, type Handlers, refuse } from './decision.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Decks may be laid ready before the lesson begins. */
function refuseOnceEnded(state: LessonState): ReturnType<typeof refuse> | undefined {
  if (!state.facts) return refuse('notFound', 'no such lesson');
  return state.phase.name === 'ended' ? refuse('lessonEnded', 'the lesson has ended') : undefined;
}

/** A deck that is shown stands large, whatever was switched to before; a director sees by itself that it is shown. */
function toProgramme(state: LessonState): LessonEvent[] {
  const shot = chosenShot(state);
  const isShared = Object.values(state.tracks).some(
    ({ participantId, source }) => participantId === state.lead.leaderId && source === 'screen',
  );
  const isLarge = shot ? shot.of === 'teacher' && shot.source === 'slides' : !isShared;
  if (state.programme.directs || isLarge) return [];
  return [{ type: 'programmeSwitched', shot: { of: 'teacher', source: 'slides' }, by: 'person', because: null }];
}

/** The events that turn a deck to a page; a refusal when there is no such page yet. */
function turning(deck: Deck, page: number): Decision<null> {
  if (page >= deck.pages.length) return refuse('notFound', 'no such page');
  return page === deck.page ? accept(null) : accept(null, { type: 'pageTurned', deckId: deck.deckId, page });
}

const pagesIn = (state: LessonState): number =>
  state.slides.decks.reduce((sum, deck) => sum + Math.max(deck.pageCount, deck.pages.length), 0);

export const slides: Handlers<
  'deck:add' | 'page:add' | 'deck:show' | 'page:turn' | 'deck:hide' | 'deck:remove' | 'deck:carry'
> = {
  'deck:add': (state, _actor, { deckId, kind, title, pageCount }) => {
    const refusal = refuseOnceEnded(state);
    if (refusal) return refusal;
    const known = deckOf(state.slides, deckId);
    if (known) {
      const again = known.kind === kind && known.title === title;
      return again ? accept(null) : refuse('conflict', 'another deck has this id');
    }
    const count = kind === 'board' ? 1 : pageCount;
    if (state.slides.decks.length >= limits.decksPerLesson) return refuse('tooMany', 'too many decks');
    if (pagesIn(state) + count > limits.pagesPerLesson) return refuse('tooMany', 'too many pages');
    const blank: LessonEvent = { type: 'pageAdded', deckId, page: 0, picture: null, text: '' };
    return accept(
      null,
      { type: 'deckAdded', deckId, kind, title, pageCount: count },
      ...(kind === 'board' ? [blank] : []),
    );
  },
  'page:add': (state, _actor, { deckId, page, picture, text }) => {
    const refusal = refuseOnceEnded(state);
    if (refusal) return refusal;
    const deck = deckOf(state.slides, deckId);
    if (!deck) return refuse('notFound', 'no such deck');
    if ((picture === null) !== (deck.kind === 'board')) return refuse('badRequest', 'not a page of this kind of deck');
    if (page < deck.pages.length) {
      return same(deck.pages[page], picture) ? accept(null) : refuse('conflict', 'another page has this number');
    }
    if (page > deck.pages.length) return refuse('conflict', 'a page before it is missing');
    if (page >= deck.pageCount && pagesIn(state) >= limits.pagesPerLesson) return refuse('tooMany', 'too many pages');
    return accept(null, { type: 'pageAdded', deckId, page, picture, text });
  },
  'deck:show': (state, _actor, { deckId, page }) => {
    const refusal = refuseOnceEnded(state);
    if (refusal) return refusal;
    const deck = deckOf(state.slides, deckId);
    if (!deck) return refuse('notFound', 'no such deck');
    const turned = turning(deck, page ?? deck.page);
    if (!turned.ok || state.slides.shown === deckId) return turned;
    return accept(null, ...turned.events, { type: 'deckShown', deckId }, ...toProgramme(state));
  },
  'page:turn': (state, _actor, { deckId, page }) => {
    const refusal = refuseOnceEnded(state);
    if (refusal) return refusal;
    const deck = deckOf(state.slides, deckId);
    return deck ? turning(deck, page) : refuse('notFound', 'no such deck');
  },
  'deck:hide': (state) => {
    const refusal = refuseOnceEnded(state);
    if (refusal) return refusal;
    const { shown } = state.slides;
    return shown === null ? accept(null) : accept(null, { type: 'deckHidden', deckId: shown });
  },
  'deck:remove': (state, _actor, { deckId }) => {
    const refusal = refuseOnceEnded(state);
    if (refusal) return refusal;
    return deckOf(state.slides, deckId) ? accept(null, { type: 'deckRemoved', deckId }) : accept(null);
  },
  'deck:carry': (state, _actor, { deckId, pageCount, events }) => {
    const refusal = refuseOnceEnded(state);
    if (refusal) return refusal;
    if (deckOf(state.slides, deckId)) return accept(null);
    if (state.slides.decks.length >= limits.decksPerLesson) return refuse('tooMany', 'too many decks');
    if (pagesIn(state) + pageCount > limits.pagesPerLesson) return refuse('tooMany', 'too many pages');
    return accept(null, ...events);
  },
};
