import type { EventDefinitions } from './event-definition.ts';
import type { DeckId, MaterialId } from './ids.ts';
import { withoutDeckInk } from './ink.ts';
import type { LessonState } from './state.ts';
import { toEveryone, type Viewer } from './visibility.ts';

/** A page of a deck: what is drawn on it, and what is looked for, is kept under this. */
export interface PageRef {
  deckId: DeckId;
  /** From 0. Pages are added at the end and never taken out, so the number stays. */
  page: number;
}

/** What is on a page; null on a blank page of a board. */
export interface PagePicture {
  materialId: MaterialId;
  /** The same picture in at most `limits.previewLengthBytes`. */
  previewId: MaterialId;
  widthPixels: number;
  heightPixels: number;
}

/** `pages`: a document or pictures. `board`: blank pages to draw on, 16:9. */
export type DeckKind = 'pages' | 'board';

export interface Deck {
  deckId: DeckId;
  kind: DeckKind;
  /** The file's name, as it was given; empty for a board that bears no name. */
  title: string;
  /** Pages that it will have; more than there are while its pages are still being made. */
  pageCount: number;
  pages: (PagePicture | null)[];
  /** The page that it is turned to, whether it is shown or not. */
  page: number;
}

/** Decks of pages and blank boards, which of them is shown, and on which page. */
export interface SlidesState {
  /** In the order in which they were added. */
  decks: Deck[];
  shown: DeckId | null;
}

export const emptySlides: SlidesState = { decks: [], shown: null };

/** Decks of pages and blank boards, which of them is shown, and on which page. All know all: rooms fetch ahead. */
export interface SlidesEvents {
  deckAdded: { deckId: DeckId; kind: DeckKind; title: string; pageCount: number };
  /** `text` is what stands on the page, for those who look for it in the log; no state holds it. */
  pageAdded: PageRef & { picture: PagePicture | null; text: string };
  pageTurned: PageRef;
  deckShown: { deckId: DeckId };
  /** No deck is shown any more. */
  deckHidden: { deckId: DeckId };
  /** A deck that was shown is shown no more. */
  deckRemoved: { deckId: DeckId };
}

/** A deck of the lesson; undefined when there is none, or no more. */
export const deckOf = ({ decks }: SlidesState, id: DeckId): Deck | undefined =>
  decks.find(({ deckId }) => deckId === id);

/** The page that all screens show; null when no deck is shown. */
export function shownPage(slides: SlidesState): (PageRef & { deck: Deck; picture: PagePicture | null }) | null {
  const deck = slides.shown === null ? undefined : deckOf(slides, slides.shown);
  const picture = deck?.pages[deck.page];
  return deck && picture !== undefined ? { deckId: deck.deckId, page: deck.page, deck, picture } : null;
}

const withSlides = (state: LessonState, change: Partial<SlidesState>): LessonState => ({
  ...state,
  slides: { ...state.slides, ...change },
});

const withDeck = (state: LessonState, id: DeckId, change: (deck: Deck) => Deck): LessonState =>
  withSlides(state, { decks: state.slides.decks.map((deck) => (deck.deckId === id ? change(deck) : deck)) });

export const slidesEvents: EventDefinitions<SlidesEvents> = {
  deckAdded: {
    visibility: () => toEveryone,
    evolve: (state, { deckId, kind, title, pageCount }) =>
      withSlides(state, { decks: [...state.slides.decks, { deckId, kind, title, pageCount, pages: [], page: 0 }] }),
  },
  pageAdded: {
    visibility: () => toEveryone,
    evolve: (state, { deckId, page, picture }) =>
      withDeck(state, deckId, (deck) => ({
        ...deck,
        pages: [...deck.pages, picture],
        pageCount: Math.max(deck.pageCount, page + 1),
      })),
  },
  pageTurned: {
    visibility: () => toEveryone,
    evolve: (state, { deckId, page }) => withDeck(state, deckId, (deck) => ({ ...deck, page })),
  },
  deckShown: {
    visibility: () => toEveryone,
    evolve: (state, { deckId }) => withSlides(state, { shown: deckId }),
  },
  deckHidden: {
    visibility: () => toEveryone,
    evolve: (state) => withSlides(state, { shown: null }),
  },
  deckRemoved: {
    visibility: () => toEveryone,
    evolve: (state, { deckId }, _at, records) => ({
      ...withSlides(state, {
        decks: state.slides.decks.filter((deck) => deck.deckId !== deckId),
        shown: state.slides.shown === deckId ? null : state.slides.shown,
      }),
      ink: withoutDeckInk(state.ink, deckId, records),
    }),
  },
};

/** What a viewer may see of it. */
export const projectSlides = (slides: SlidesState, _viewer: Viewer): SlidesState => slides;
