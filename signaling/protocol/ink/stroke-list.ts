import type { StrokeId } from '../ids.ts';

/** A finished stroke, shape or text. */
export interface InkStroke {
  id: StrokeId;
  /** Number of the pen that drew it: see `InkState.pens`. */
  by: number;
  /** When it was finished, milliseconds since the epoch. It was begun its duration before. */
  at: number;
  /** The packed drawing: see `unpackInk`. */
  ink: string;
  /** What a text says. */
  text?: string;
  /** The step that took it away; missing while it is seen. */
  gone?: number;
}

/**
 * Strokes in the order in which they were drawn: later ones lie above. In groups, so that a change copies one group and not
 * thousands of strokes, and a screen sees at once which groups are as they were.
 */
export type StrokeList = readonly (readonly InkStroke[])[];

const groupSize = 128;

/** The list with one more stroke on top. */
export function addStroke(list: StrokeList, stroke: InkStroke): StrokeList {
  const last = list.at(-1);
  return last && last.length < groupSize ? [...list.slice(0, -1), [...last, stroke]] : [...list, [stroke]];
}

export function findStroke(list: StrokeList, id: StrokeId): InkStroke | undefined {
  for (const group of list) {
    for (const stroke of group) if (stroke.id === id) return stroke;
  }
  return undefined;
}

/** Ids of the strokes that a step took away; of those that are seen for undefined. The lowest first. */
export function strokesGone(list: StrokeList, gone: number | undefined): StrokeId[] {
  const found: StrokeId[] = [];
  for (const group of list) {
    for (const stroke of group) if (stroke.gone === gone) found.push(stroke.id);
  }
  return found;
}

/** The list with other values of `gone`; groups without any of the strokes stay the same objects. */
export function setGone(list: StrokeList, ids: readonly StrokeId[], gone: number | undefined): StrokeList {
  if (ids.length === 0) return list;
  const wanted = new Set(ids);
  return changeGroups(list, (stroke) => {
    if (!wanted.has(stroke.id) || stroke.gone === gone) return stroke;
    const { gone: _before, ...seen } = stroke;
    return gone === undefined ? seen : { ...seen, gone };
  });
}

/** The list without those that these steps took away. */
export const dropGone = (list: StrokeList, steps: readonly number[]): StrokeList =>
  steps.length === 0
    ? list
    : changeGroups(list, (stroke) => (stroke.gone !== undefined && steps.includes(stroke.gone) ? null : stroke));

export const countStrokes = (list: StrokeList): number => list.reduce((sum, group) => sum + group.length, 0);

function changeGroups(list: StrokeList, change: (stroke: InkStroke) => InkStroke | null): StrokeList {
  return list.flatMap((group) => {
    const changed = group.map(change);
    if (changed.every((stroke, index) => stroke === group[index])) return [group];
    const left = changed.filter((stroke) => stroke !== null);
    return left.length > 0 ? [left] : [];
  });
}
