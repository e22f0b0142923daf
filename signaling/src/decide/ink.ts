import {
  countStrokes,
  deckOf,
  findStroke,
  historyOf,
  inkOf,
  type LessonEvent,
  type LessonState,
  limits,
  type PageRef,
  seenStrokes,
  undoable,
  unpackInk,
} from '../../protocol/lesson.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, isStaged, refuse, refuseUnlessOpen } from './decision.ts';
import { refuseUnlessLeading } from './lead.ts';
import { refuseUnlessAllowed } from './permission.ts';

type Refusal = ReturnType<typeof refuse>;

/** Whoever draws: with which pen, and the event by which it is taken up for the first time. */
interface Drawer {
  by: number;
  taken: LessonEvent[];
}

/** What a text on a page may not hold: what steers a terminal or the direction of writing. Line breaks may stand. */
const unprintable = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Why somebody may not draw now; undefined when they may: a room while it is on stage and the teacher lets it. */
export function refuseUnlessDrawing(state: LessonState, actor: Actor): Refusal | undefined {
  const refusal =
    refuseUnlessOpen(state) ??
    refuseUnlessLeading(state, actor, 'ink:draw', ['teacher', 'assistant']) ??
    refuseUnlessAllowed(state, actor, 'annotation');
  if (refusal) return refusal;
  const isOff = actor.kind === 'participant' && actor.role === 'classroom' && !isStaged(state, actor.participantId);
  return isOff ? refuse('notAllowed', 'only on stage') : undefined;
}

/** Who draws on a page, or why not. */
function drawerOn(state: LessonState, actor: Actor, { deckId, page }: PageRef): Drawer | Refusal {
  if (actor.kind !== 'participant') return refuse('forbidden', 'only participants draw');
  const refusal = refuseUnlessDrawing(state, actor);
  if (refusal) return refusal;
  const deck = deckOf(state.slides, deckId);
  if (!deck || page >= deck.pages.length) return refuse('notFound', 'no such page');
  const { pens } = state.ink;
  const { participantId } = actor;
  if (Object.hasOwn(pens, participantId)) return { by: pens[participantId] ?? 0, taken: [] };
  const pen = Object.keys(pens).length + 1;
  return { by: pen, taken: [{ type: 'penTaken', participantId, pen }] };
}

const isRefusal = (drawer: Drawer | Refusal): drawer is Refusal => 'error' in drawer;

/** Why a drawing is none; undefined when it is one. */
function refuseDrawing(ink: string, text: string | undefined): Refusal | undefined {
  const drawing = unpackInk(ink);
  if (!drawing) return refuse('badRequest', 'ink: no drawing');
  if (drawing.points.length > limits.inkPoints) return refuse('tooLarge', 'ink: too many points');
  if ((drawing.tool === 'text') !== (text !== undefined)) return refuse('badRequest', 'text: belongs to a text only');
  if (text !== undefined && (unprintable.test(text.replaceAll('\n', '')) || text.trim() === '')) {
    return refuse('badRequest', 'text: nothing that can be shown');
  }
  return undefined;
}

function refuseWhenFull(state: LessonState, page: PageRef): Refusal | undefined {
  const { pages } = state.ink;
  if (countStrokes(inkOf(state.ink, page).strokes) >= limits.inkStrokesPerPage) {
    return refuse('tooMany', 'the page is full');
  }
  let kept = 0;
  for (const key in pages) kept += countStrokes(pages[key]?.strokes ?? []);
  return kept >= limits.inkStrokesPerLesson ? refuse('tooMany', 'the lesson has too many strokes') : undefined;
}

export const ink: Handlers<'ink:draw' | 'ink:erase' | 'ink:clear' | 'ink:undo' | 'ink:redo'> = {
  'ink:draw': (state, actor, { id, ink: packed, text, ...page }) => {
    const drawer = drawerOn(state, actor, page);
    if (isRefusal(drawer)) return drawer;
    const { by, taken } = drawer;
    const same = findStroke(inkOf(state.ink, page).strokes, id);
    if (same) return same.by === by && same.ink === packed ? accept(null) : refuse('conflict', 'id: is taken');
    const refusal = refuseDrawing(packed, text) ?? refuseWhenFull(state, page);
    if (refusal) return refusal;
    const words = text === undefined ? {} : { text };
    return accept(null, ...taken, { type: 'strokeDrawn', ...page, by, id, ink: packed, ...words });
  },
  'ink:erase': (state, actor, { ids, ...page }) => {
    const drawer = drawerOn(state, actor, page);
    if (isRefusal(drawer)) return drawer;
    const { by, taken } = drawer;
    const { strokes } = inkOf(state.ink, page);
    const isOwnOnly = actor.kind === 'participant' && actor.role === 'classroom';
    const erased = [...new Set(ids)].filter((id) => {
      const stroke = findStroke(strokes, id);
      return stroke && stroke.gone === undefined && (!isOwnOnly || stroke.by === by);
    });
    return erased.length > 0
      ? accept(null, ...taken, { type: 'strokesErased', ...page, by, ids: erased })
      : accept(null);
  },
  'ink:clear': (state, actor, page) => {
    const drawer = drawerOn(state, actor, page);
    if (isRefusal(drawer)) return drawer;
    const isEmpty = seenStrokes(inkOf(state.ink, page)).length === 0;
    return isEmpty ? accept(null) : accept(null, ...drawer.taken, { type: 'pageCleared', ...page, by: drawer.by });
  },
  'ink:undo': (state, actor, page) => {
    const drawer = drawerOn(state, actor, page);
    if (isRefusal(drawer)) return drawer;
    const found = undoable(inkOf(state.ink, page), drawer.by);
    if (!found) return accept({ changed: false });
    return accept({ changed: true }, { type: 'inkUndone', ...page, by: drawer.by, step: found.step });
  },
  'ink:redo': (state, actor, page) => {
    const drawer = drawerOn(state, actor, page);
    if (isRefusal(drawer)) return drawer;
    const { undone } = historyOf(inkOf(state.ink, page), drawer.by);
    return undone.length > 0
      ? accept({ changed: true }, { type: 'inkRedone', ...page, by: drawer.by })
      : accept({ changed: false });
  },
};
