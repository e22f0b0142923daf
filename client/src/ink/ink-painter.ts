import type { StrokeId, StrokeList } from '@tongke/signaling/protocol/lesson';
import { type Box, meet, type Place } from './box.ts';
import type { BulkPainter } from './bulk-painter.ts';
import type { BulkPart, PaintedPart } from './bulk-worker.ts';
import { drawingWidth } from './palette.ts';
import { Refining } from './refining.ts';
import { type SeenStroke, SeenStrokes } from './seen-strokes.ts';
import { passes } from './shape.ts';

/**
 * Where nobody else paints them, thousands of strokes are painted in slices of this length, in milliseconds, with room for
 * a hand between them: not one slice for each frame, since a slow screen has few.
 */
const sliceMs = 16;
/** So many strokes at once, and more, are painted in bulk. */
const bulkStrokes = 200;
/** A page of so many, and more, is first painted in plain lines, which takes a third of the time, and finely afterwards. */
const plainStrokes = 1_000;

/**
 * Keeps a canvas with the finished strokes of a page: new ones are painted on top, and where some went only that part is
 * painted anew. Many at once are painted in bulk, in plain lines first when there are very many, or in slices. Its owner closes it.
 */
export class InkPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #onPainted: () => void;
  /** Null once it has failed. */
  #bulk: BulkPainter | null;
  /** Strokes up to the one before `end` are being painted in bulk. */
  #order: { end: number; cancel: () => void } | null = null;
  /** Whether something on the canvas was painted in plain lines. */
  #isPlain = false;
  #refining: Refining | null = null;
  #aspect = 16 / 9;
  #strokes = new SeenStrokes(16 / 9);
  #scale = 1;
  #list: StrokeList = [];
  #hidden: ReadonlySet<StrokeId> = new Set();
  /** What is to be seen, and how much of it, from the first, is on the canvas. */
  #seen: SeenStroke[] = [];
  #painted = 0;
  #more: ReturnType<typeof setTimeout> | undefined;

  /** `onPainted` is called whenever more of the strokes are on the canvas. */
  constructor(canvas: HTMLCanvasElement, bulk: BulkPainter | null, onPainted: () => void = () => {}) {
    this.#canvas = canvas;
    this.#bulk = bulk;
    this.#onPainted = onPainted;
  }

  /** Whether a stroke is on the canvas. */
  has(id: StrokeId): boolean {
    // New ones, which are asked for, lie on top.
    for (let index = this.#painted - 1; index >= 0; index -= 1) if (this.#seen[index]?.id === id) return true;
    return false;
  }

  /** How many strokes are on the canvas, of how many, and whether all of them are painted finely. */
  get progress(): { painted: number; seen: number; fine: boolean } {
    return { painted: this.#painted, seen: this.#seen.length, fine: !this.#isPlain };
  }

  /** The canvas has another size, in device pixels, or the page another shape: all is painted anew. */
  resize(width: number, height: number, aspect: number): void {
    if (this.#canvas.width === width && this.#canvas.height === height && this.#aspect === aspect) return;
    this.#stop();
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#scale = width / drawingWidth;
    this.#painted = 0;
    this.#isPlain = false;
    if (aspect !== this.#aspect) {
      this.#aspect = aspect;
      this.#strokes = new SeenStrokes(aspect);
      this.#seen = this.#strokes.read(this.#list, this.#hidden);
    }
    this.#paintMore();
  }

  /** Shows these strokes but the hidden ones, which the eraser has just passed. */
  show(list: StrokeList, hidden: ReadonlySet<StrokeId> = new Set()): void {
    if (list === this.#list && hidden === this.#hidden) return;
    this.#list = list;
    this.#hidden = hidden;
    this.#change(this.#strokes.read(list, hidden));
  }

  /** The strokes that pass a place as near as `reach`, in units of the drawing box; only of one pen where it is given. */
  near(place: Place, reach: number, by: number | null): StrokeId[] {
    return this.#seen
      .filter((each) => (by === null || each.stroke.by === by) && passes(each, place, reach))
      .map(({ id }) => id);
  }

  close(): void {
    this.#stop();
  }

  /** Goes from what is on the canvas to what is to be seen. */
  #change(seen: SeenStroke[]): void {
    const before = this.#seen;
    let same = 0;
    while (same < before.length && before[same]?.id === seen[same]?.id) same += 1;
    this.#seen = seen;
    if (this.#order && same < this.#order.end) this.#stop();
    if (this.#refining && same < this.#refining.end) this.#stopRefining();
    if (same < this.#painted) this.#correct(before.slice(0, this.#painted), seen);
    this.#paintMore();
  }

  /** Takes away what is no longer seen of what is on the canvas, and paints in their places those that are back below others. */
  #correct(painted: readonly SeenStroke[], seen: readonly SeenStroke[]): void {
    const kept = new Set(seen.map(({ id }) => id));
    const onCanvas = new Set(painted.map(({ id }) => id));
    // New ones that lie on top are painted as such.
    let top = seen.length;
    while (top > 0 && !onCanvas.has(seen[top - 1]?.id ?? ('' as StrokeId))) top -= 1;
    this.#painted = top;
    if (top === 0) return;
    const below = seen.slice(0, top);
    const changed = [...painted.filter(({ id }) => !kept.has(id)), ...below.filter(({ id }) => !onCanvas.has(id))];
    this.#repaint(
      changed.map(({ bounds }) => bounds),
      below,
    );
  }

  /** Paints the parts of the canvas in these boxes anew. */
  #repaint(boxes: readonly Box[], seen: readonly SeenStroke[]): void {
    const context = this.#context();
    if (!context || boxes.length === 0) return;
    const whole = boxes.reduce((one, other) => ({
      left: Math.min(one.left, other.left),
      top: Math.min(one.top, other.top),
      right: Math.max(one.right, other.right),
      bottom: Math.max(one.bottom, other.bottom),
    }));
    // Along the edges of whole pixels: an edge within one would be seen as a hair.
    const before = (place: number) => Math.floor(place * this.#scale - 2) / this.#scale;
    const behind = (place: number) => Math.ceil(place * this.#scale + 2) / this.#scale;
    const [left, top] = [before(whole.left), before(whole.top)];
    context.save();
    context.beginPath();
    context.rect(left, top, behind(whole.right) - left, behind(whole.bottom) - top);
    context.clip();
    this.#clear(context);
    for (const each of seen) if (meet(each.bounds, whole)) each.paint(context);
    context.restore();
  }

  #paintMore(): void {
    clearTimeout(this.#more);
    const context = this.#context();
    if (!context || this.#order) return;
    if (this.#painted === 0) this.#clear(context);
    if (this.#seen.length - this.#painted >= bulkStrokes && this.#paintInBulk()) return;
    const until = performance.now() + sliceMs;
    while (this.#painted < this.#seen.length && performance.now() < until) {
      this.#seen[this.#painted]?.paint(context);
      this.#painted += 1;
    }
    if (this.#painted < this.#seen.length) this.#more = setTimeout(() => this.#paintMore(), 0);
    else if (this.#isPlain) this.#refine();
    this.#onPainted();
  }

  /** False when nobody does. */
  #paintInBulk(): boolean {
    const isPlain = this.#painted === 0 && this.#seen.length >= plainStrokes;
    const page = this.#pageFrom(this.#painted, isPlain);
    const cancel = this.#bulk?.paint(page, (part) => this.#take(part));
    if (!cancel) return false;
    this.#order = { end: this.#seen.length, cancel };
    this.#isPlain ||= isPlain;
    return true;
  }

  #pageFrom(from: number, plain: boolean): BulkPart {
    const strokes = this.#seen.slice(from).map(({ stroke: { ink, text } }) => ({ ink, text }));
    const { width, height } = this.#canvas;
    return { strokes, width, height, aspect: this.#aspect, plain };
  }

  /** Paints all finely on another canvas, which then takes the place of what is here. */
  #refine(): void {
    if (!this.#bulk || this.#refining) return;
    const refining = new Refining(this.#bulk, this.#pageFrom(0, false), (fine) => {
      this.#refining = null;
      const context = this.#context();
      if (fine === null || !context) {
        // It stays as it is; what is new is painted here.
        this.#bulk = null;
        return;
      }
      this.#isPlain = false;
      this.#clear(context);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(fine, 0, 0);
      this.#painted = refining.end;
      this.#paintMore();
    });
    this.#refining = refining;
  }

  /** Lays the next strokes over those that are on the canvas. */
  #take(part: PaintedPart | null): void {
    if (part === null) {
      this.#bulk = null;
      this.#order = null;
    }
    const context = this.#context();
    if (part && context) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(part.picture, 0, 0);
      part.picture.close();
      for (let at = 0; at < part.bounds.length; at += 4) {
        const [left = 0, top = 0, right = 0, bottom = 0] = part.bounds.subarray(at, at + 4);
        this.#seen[this.#painted]?.lies({ left, top, right, bottom });
        this.#painted += 1;
      }
    }
    if (this.#order && this.#painted >= this.#order.end) this.#order = null;
    if (this.#order) this.#onPainted();
    else this.#paintMore();
  }

  #stop(): void {
    clearTimeout(this.#more);
    this.#order?.cancel();
    this.#order = null;
    this.#stopRefining();
  }

  #stopRefining(): void {
    this.#refining?.cancel();
    this.#refining = null;
  }

  #clear(context: CanvasRenderingContext2D): void {
    context.clearRect(0, 0, drawingWidth, drawingWidth / this.#aspect + 1);
  }

  #context(): CanvasRenderingContext2D | null {
    const context = this.#canvas.getContext('2d');
    context?.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    return context;
  }
}
