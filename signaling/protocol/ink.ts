import type { EventDefinitions } from './event-definition.ts';
import type { DeckId, ParticipantId, StrokeId } from './ids.ts';
import {
  drawStroke,
  emptyPageInk,
  type PageInk,
  redoStep,
  seenStrokes,
  takeStrokes,
  undoStep,
} from './ink/page-ink.ts';
import type { RecordWriter } from './record-writer.ts';
import { isStaff } from './role.ts';
import type { PageRef } from './slides.ts';
import type { LessonState } from './state.ts';
import { toEveryone, type Viewer } from './visibility.ts';

/** What is drawn on pages and boards: finished strokes, erasing, undo. */
export interface InkState {
  /** By {@link inkKey}; a page that was never drawn on is missing. Everyone sees all of it. */
  pages: Record<string, PageInk>;
  /**
   * The number of the pen that each participant draws with, from 1: strokes name pens, since not everyone may know of
   * an assistant. Staff know whose each is, the others their own.
   */
  pens: Record<ParticipantId, number>;
}

export const emptyInk: InkState = { pages: {}, pens: {} };

/** The key of a page in {@link InkState.pages}. */
export const inkKey = ({ deckId, page }: PageRef): string => `${deckId}/${page}`;

/** What is drawn on a page. */
export const inkOf = (ink: InkState, page: PageRef): PageInk => ink.pages[inkKey(page)] ?? emptyPageInk;

/** What is drawn on pages and boards: finished strokes, erasing, undo. `by`: the pen whose doing it is, and who can undo it. */
export interface InkEvents {
  /** Stands before the first event of its pen. */
  penTaken: { participantId: ParticipantId; pen: number };
  /** `ink` is the packed drawing. */
  strokeDrawn: PageRef & { by: number; id: StrokeId; ink: string; text?: string };
  strokesErased: PageRef & { by: number; ids: StrokeId[] };
  pageCleared: PageRef & { by: number };
  /** `step`: the number of what is undone. */
  inkUndone: PageRef & { by: number; step: number };
  inkRedone: PageRef & { by: number };
}

function withPage(state: LessonState, at: PageRef, records: RecordWriter, change: (page: PageInk) => PageInk) {
  const pages = records.set(state.ink.pages, inkKey(at), change(inkOf(state.ink, at)));
  return { ...state, ink: { ...state.ink, pages } };
}

export const inkEvents: EventDefinitions<InkEvents> = {
  penTaken: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { participantId, pen }, _at, records) => ({
      ...state,
      ink: { ...state.ink, pens: records.set(state.ink.pens, participantId, pen) },
    }),
  },
  strokeDrawn: {
    visibility: () => toEveryone,
    evolve: (state, { by, id, ink, text, ...page }, at, records) => {
      const stroke = { id, by, at, ink, ...(text === undefined ? {} : { text }) };
      return withPage(state, page, records, (held) => drawStroke(held, stroke));
    },
  },
  strokesErased: {
    visibility: () => toEveryone,
    evolve: (state, { by, ids, ...page }, _at, records) =>
      withPage(state, page, records, (held) => takeStrokes(held, by, ids)),
  },
  pageCleared: {
    visibility: () => toEveryone,
    evolve: (state, { by, ...page }, _at, records) =>
      withPage(state, page, records, (held) => takeStrokes(held, by, seenStrokes(held))),
  },
  inkUndone: {
    visibility: () => toEveryone,
    evolve: (state, { by, step, ...page }, _at, records) =>
      withPage(state, page, records, (held) => undoStep(held, by, step)),
  },
  inkRedone: {
    visibility: () => toEveryone,
    evolve: (state, { by, ...page }, _at, records) => withPage(state, page, records, (held) => redoStep(held, by)),
  },
};

/** What is drawn without a deck that is gone. For the event that removes it. */
export function withoutDeckInk(ink: InkState, deckId: DeckId, records: RecordWriter): InkState {
  const gone = Object.keys(ink.pages).filter((key) => key.startsWith(`${deckId}/`));
  if (gone.length === 0) return ink;
  return { ...ink, pages: gone.reduce((left, key) => records.without(left, key), ink.pages) };
}

/** What a viewer may see of it. */
export function projectInk(ink: InkState, viewer: Viewer): InkState {
  if (isStaff(viewer.role)) return ink;
  const own = ink.pens[viewer.participantId];
  return { ...ink, pens: own === undefined ? {} : { [viewer.participantId]: own } };
}
