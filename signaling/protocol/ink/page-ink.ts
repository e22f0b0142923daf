import type { StrokeId } from '../ids.ts';
import { limits } from '../limits.ts';
import {
  addStroke,
  dropGone,
  findStroke,
  type InkStroke,
  type StrokeList,
  setGone,
  strokesGone,
} from './stroke-list.ts';

/** Something that was done on a page with one pen and can be undone: a stroke, or taking some away (`drew` is null). */
export interface InkStep {
  step: number;
  drew: StrokeId | null;
}

/** A step that was undone and can be done again, with the strokes that it had taken away. */
export interface UndoneStep extends InkStep {
  taken: StrokeId[];
}

/** One pen's steps on a page, the latest last. */
export interface InkHistory {
  done: InkStep[];
  undone: UndoneStep[];
}

/** What is drawn on one page, and what can be undone there. */
export interface PageInk {
  strokes: StrokeList;
  /** By pen. */
  histories: Record<number, InkHistory>;
  /** Number of the last step; steps of all pens are counted together. */
  steps: number;
}

export const emptyPageInk: PageInk = { strokes: [], histories: {}, steps: 0 };
const emptyHistory: InkHistory = { done: [], undone: [] };

export const historyOf = (page: PageInk, by: number): InkHistory => page.histories[by] ?? emptyHistory;

/** Ids of the strokes that are seen, the lowest first. */
export const seenStrokes = (page: PageInk): StrokeId[] => strokesGone(page.strokes, undefined);

/** The page with one more stroke. */
export const drawStroke = (page: PageInk, stroke: InkStroke): PageInk =>
  afterStep({ ...page, strokes: addStroke(page.strokes, stroke) }, stroke.by, stroke.id);

/** The page without those of the strokes that are seen. */
export function takeStrokes(page: PageInk, by: number, ids: readonly StrokeId[]): PageInk {
  const wanted = new Set(ids);
  const seen = seenStrokes(page).filter((id) => wanted.has(id));
  return afterStep({ ...page, strokes: setGone(page.strokes, seen, page.steps + 1) }, by, null);
}

/** The page after a step was undone; those after it, which had left nothing to undo, are forgotten. */
export function undoStep(page: PageInk, by: number, step: number): PageInk {
  const { done, undone } = historyOf(page, by);
  const index = done.findIndex((each) => each.step === step);
  const found = done[index];
  if (!found) return page;
  const taken = found.drew === null ? strokesGone(page.strokes, step) : [];
  const strokes =
    found.drew === null
      ? setGone(page.strokes, taken, undefined)
      : setGone(page.strokes, isSeen(page, found.drew) ? [found.drew] : [], step);
  return withHistory({ ...page, strokes }, by, {
    done: done.slice(0, index),
    undone: [...undone, { ...found, taken }],
  });
}

/** The page after what was undone last was done again. */
export function redoStep(page: PageInk, by: number): PageInk {
  const { done, undone } = historyOf(page, by);
  const last = undone.at(-1);
  if (!last) return page;
  const { taken, ...again } = last;
  const wanted = new Set(taken);
  const strokes =
    again.drew === null
      ? setGone(
          page.strokes,
          seenStrokes(page).filter((id) => wanted.has(id)),
          again.step,
        )
      : setGone(page.strokes, strokesGone(page.strokes, again.step), undefined);
  return withHistory({ ...page, strokes }, by, { done: [...done, again], undone: undone.slice(0, -1) });
}

/** The step whose undoing would change what is seen, the latest first; undefined when there is none. */
export const undoable = (page: PageInk, by: number): InkStep | undefined =>
  historyOf(page, by).done.findLast(({ step, drew }) =>
    drew === null ? strokesGone(page.strokes, step).length > 0 : isSeen(page, drew),
  );

function isSeen(page: PageInk, id: StrokeId): boolean {
  const stroke = findStroke(page.strokes, id);
  return stroke !== undefined && stroke.gone === undefined;
}

const withHistory = (page: PageInk, by: number, history: InkHistory): PageInk => ({
  ...page,
  histories: { ...page.histories, [by]: history },
});

/** Keeps a new step in its pen's history; what can no longer be undone or done again is forgotten for good. */
function afterStep(page: PageInk, by: number, drew: StrokeId | null): PageInk {
  const { done, undone } = historyOf(page, by);
  const step = page.steps + 1;
  const all = [...done, { step, drew }];
  const forgotten = [
    ...all.slice(0, -limits.inkStepsKept).filter((each) => each.drew === null),
    ...undone.filter((each) => each.drew !== null),
  ].map((each) => each.step);
  const strokes = dropGone(page.strokes, forgotten);
  return withHistory({ ...page, strokes, steps: step }, by, { done: all.slice(-limits.inkStepsKept), undone: [] });
}
