import {
  type Drawing,
  type InkPoint,
  type InkTool,
  inkKey,
  inkUnits,
  isFreehand,
  type PageRef,
  type StrokeId,
} from '@tongke/signaling/protocol/lesson';
import { type InkDesk, newStrokeId } from '../core/ink/ink-desk.ts';
import { trailMs } from '../core/ink/live-ink.ts';
import { inkPoint, type Sample, StrokeSamples } from '../core/ink/stroke-samples.ts';
import type { InkChoice } from './ink-choice.ts';
import type { InkPainter } from './ink-painter.ts';
import { drawingWidth, penSizes } from './palette.ts';

interface Stroke {
  id: StrokeId;
  page: PageRef;
  choice: InkChoice & { handle: InkTool };
  samples: StrokeSamples;
  last: Sample;
  /** How many of its points others were told of. */
  said: number;
}

const eraserReach = 14;
const eraseEveryMs = 120;
/** A figure smaller than this was a slip of the hand, in units of the page. */
const leastFigure = 60;

/** What one hand does on a page with the tool that is chosen: draws, erases, points. Knows no elements. */
export class DrawingHand {
  readonly #desk: InkDesk;
  readonly #erased: (ids: StrokeId[]) => void;
  #stroke: Stroke | null = null;
  #eraser: { page: PageRef; ids: Set<StrokeId>; sentAt: number } | null = null;
  #trail: { x: number; y: number; at: number }[] = [];

  /** `erased` is told of strokes that the eraser has passed, before the lesson says so. */
  constructor(desk: InkDesk, erased: (ids: StrokeId[]) => void) {
    this.#desk = desk;
    this.#erased = erased;
  }

  /** What grows under the hand now. */
  get drawing(): Drawing | null {
    return this.#stroke && drawingOf(this.#stroke, this.#stroke.samples.points);
  }

  get trail(): readonly { x: number; y: number; at: number }[] {
    return this.#trail;
  }

  /** False for tools that do not draw by moving. */
  down(page: PageRef, choice: InkChoice, sample: Sample): boolean {
    const { handle } = choice;
    if (handle === 'none' || handle === 'text') return false;
    if (handle === 'laser') return true;
    if (handle === 'eraser') this.#eraser = { page, ids: new Set(), sentAt: 0 };
    else this.#begin(page, { ...choice, handle }, sample);
    return true;
  }

  move(page: PageRef, samples: readonly Sample[]): void {
    const last = samples.at(-1);
    if (!last) return;
    const stroke = this.#stroke;
    if (!stroke) {
      if (!this.#eraser) this.hover(page, last);
      return;
    }
    stroke.last = last;
    for (const sample of samples) {
      if (!isFreehand(stroke.choice.handle) || stroke.samples.add(sample)) continue;
      // As long as one stroke may be: it goes on as another, from where it is.
      this.up();
      this.#begin(stroke.page, stroke.choice, sample);
      return;
    }
  }

  /** Takes away what the eraser passes. */
  erase(painter: InkPainter, samples: readonly Sample[], aspect: number, by: number | null, reach: number): void {
    const eraser = this.#eraser;
    if (!eraser) return;
    const height = drawingWidth / aspect;
    const passed = samples.flatMap(({ x, y }) =>
      painter.near({ x: x * drawingWidth, y: y * height }, Math.max(reach, eraserReach), by),
    );
    const fresh = [...new Set(passed)].filter((id) => !eraser.ids.has(id));
    if (fresh.length > 0) this.#erased(fresh);
    for (const id of fresh) eraser.ids.add(id);
    if (performance.now() - eraser.sentAt >= eraseEveryMs) this.#sendErased();
  }

  hover(page: PageRef, sample: Sample | null): void {
    const point = sample && inkPoint(sample);
    const now = performance.now();
    this.#trail = point ? [...this.#trail.filter(({ at }) => now - at < trailMs), { ...point, at: now }] : [];
    this.#desk.point(page, point);
  }

  up(): void {
    this.#sendErased();
    this.#eraser = null;
    const stroke = this.#stroke;
    this.#stroke = null;
    if (!stroke) return;
    const drawing = drawingOf(stroke, stroke.samples.evenly());
    const [from, to] = drawing.points;
    const isSlip =
      !isFreehand(drawing.tool) && (!from || !to || Math.hypot(to.x - from.x, to.y - from.y) < leastFigure);
    if (!isSlip) this.#desk.finish(stroke.page, inkKey(stroke.page), stroke.id, drawing);
  }

  cancel(): void {
    this.#stroke = null;
    this.#sendErased();
    this.#eraser = null;
  }

  /** Tells others how the stroke grows; once in a frame. True while there is one. */
  step(): boolean {
    const stroke = this.#stroke;
    if (stroke)
      stroke.said = this.#desk.preview(stroke.page, stroke.id, drawingOf(stroke, stroke.samples.points), stroke.said);
    return stroke !== null;
  }

  #begin(page: PageRef, choice: Stroke['choice'], sample: Sample): void {
    this.#stroke = { id: newStrokeId(), page, choice, samples: new StrokeSamples(sample), last: sample, said: 0 };
  }

  #sendErased(): void {
    const eraser = this.#eraser;
    if (!eraser || eraser.ids.size === 0) return;
    eraser.sentAt = performance.now();
    void this.#desk.erase(eraser.page, [...eraser.ids]);
    eraser.ids.clear();
  }
}

function drawingOf({ choice, samples, last }: Stroke, way: InkPoint[]): Drawing {
  const { handle: tool, colour, width } = choice;
  const points = isFreehand(tool) ? way : [way[0] ?? inkPoint(last), inkPoint(last)].map(withoutPressure);
  const durationMs = isFreehand(tool) ? samples.durationMs : last.at - samples.beganAt;
  return { tool, colour, width, durationMs, points };
}

const withoutPressure = ({ x, y }: InkPoint): InkPoint => ({ x, y, pressure: null });

/** Where a text's first line begins when somebody clicks: its letters stand around the place. */
export const textPoint = (sample: Sample): InkPoint => withoutPressure(inkPoint(sample));

/** How far beside a stroke its eraser may pass, in units of the drawing box. */
export const reachOf = (choice: InkChoice): number => penSizes[choice.width] * 2;

export const pageShare = (value: number): number => value / (inkUnits - 1);
