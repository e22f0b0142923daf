import { type Drawing, inkKey, type LessonEntry, type StrokeId, unpackInk } from '@tongke/signaling/protocol/lesson';

/** A stroke on the timeline of a replay. */
interface Drawn {
  id: StrokeId;
  pageKey: string;
  beganMs: number;
  finishedMs: number;
  drawing: Drawing;
  text: string | undefined;
}

/** A finished stroke is shown as growing for so long after: the page may come to its state a moment later. */
const overlapMs = 400;

/** When each stroke of a lesson was drawn, so that its replay draws it again in the same time. */
export class ReplayStrokes {
  /** In the order in which they were finished. */
  readonly #drawn: readonly Drawn[];
  readonly #longestMs: number;

  /** `startedAt`: lesson clock of the timeline's zero, milliseconds since the epoch. */
  constructor(entries: readonly LessonEntry[], startedAt: number) {
    this.#drawn = entries.flatMap(({ event, at }): Drawn[] => {
      if (event.type !== 'strokeDrawn') return [];
      const drawing = unpackInk(event.ink);
      if (!drawing) return [];
      const finishedMs = at - startedAt;
      const beganMs = finishedMs - drawing.durationMs;
      return [{ id: event.id, pageKey: inkKey(event), beganMs, finishedMs, drawing, text: event.text }];
    });
    this.#longestMs = this.#drawn.reduce((most, each) => Math.max(most, each.finishedMs - each.beganMs), 0);
  }

  /** The strokes that grow on a page at a moment, as far as they had come. */
  growing(pageKey: string, atMs: number): { id: StrokeId; drawing: Drawing; text: string | undefined }[] {
    const found: ReturnType<ReplayStrokes['growing']> = [];
    for (let index = this.#firstAfter(atMs - overlapMs); index < this.#drawn.length; index += 1) {
      const stroke = this.#drawn[index];
      if (!stroke || stroke.finishedMs > atMs + this.#longestMs) break;
      if (stroke.pageKey !== pageKey || stroke.beganMs > atMs) continue;
      found.push({ id: stroke.id, drawing: partOf(stroke, atMs), text: stroke.text });
    }
    return found;
  }

  /** Whether anything is drawn on any page between two moments: then a picture of each moment is wanted. */
  isDrawing(fromMs: number, toMs: number): boolean {
    for (let index = this.#firstAfter(fromMs); index < this.#drawn.length; index += 1) {
      const stroke = this.#drawn[index];
      if (!stroke || stroke.finishedMs > toMs + this.#longestMs) return false;
      if (stroke.beganMs <= toMs) return true;
    }
    return false;
  }

  #firstAfter(atMs: number): number {
    let low = 0;
    let high = this.#drawn.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#drawn[middle]?.finishedMs ?? 0) > atMs) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** A drawing as far as it had come: points are evenly spaced in time; a figure's second end goes to its place. */
function partOf({ drawing, beganMs, finishedMs }: Drawn, atMs: number): Drawing {
  const share = finishedMs > beganMs ? Math.min(1, (atMs - beganMs) / (finishedMs - beganMs)) : 1;
  const { tool, points } = drawing;
  if (share >= 1 || tool === 'text') return drawing;
  if (tool === 'pen' || tool === 'marker') {
    return { ...drawing, points: points.slice(0, Math.max(1, Math.ceil(points.length * share))) };
  }
  const [from, to] = points;
  if (!from || !to) return drawing;
  const along = (start: number, end: number) => start + (end - start) * share;
  return { ...drawing, points: [from, { x: along(from.x, to.x), y: along(from.y, to.y), pressure: null }] };
}
