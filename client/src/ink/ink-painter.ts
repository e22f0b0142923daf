import { type InkStroke, type StrokeId, type StrokeList, unpackInk } from '@tongke/signaling/protocol/lesson';
import { drawingWidth } from './palette.ts';
import { type Box, meet, type Place, passes, type Shape, shapeOf } from './shape.ts';

/**
 * Thousands of strokes are painted in slices of this length, in milliseconds, with room for a hand between them: not one
 * slice for each frame, since a slow screen has few.
 */
const sliceMs = 16;

/** A stroke that is seen, ready to be painted. */
interface Seen {
  id: StrokeId;
  by: number;
  shape: Shape;
}

/**
 * Keeps a canvas with the finished strokes of a page: new ones are painted on top, and where some went only that part is
 * painted anew. Many at once are painted in slices. Its owner closes it.
 */
export class InkPainter {
  readonly #canvas: HTMLCanvasElement;
  #shapes = new WeakMap<InkStroke, Shape>();
  readonly #onPainted: () => void;
  #aspect = 16 / 9;
  #scale = 1;
  #list: StrokeList | null = null;
  /** What is to be seen, and how much of it, from the first, is on the canvas. */
  #seen: Seen[] = [];
  #painted = 0;
  #hidden: ReadonlySet<StrokeId> = new Set();
  #more: ReturnType<typeof setTimeout> | undefined;

  /** `onPainted` is called whenever more of the strokes are on the canvas. */
  constructor(canvas: HTMLCanvasElement, onPainted: () => void = () => {}) {
    this.#canvas = canvas;
    this.#onPainted = onPainted;
  }

  /** Whether a stroke is on the canvas. */
  has(id: StrokeId): boolean {
    return this.#seen.findIndex((each) => each.id === id) < this.#painted && this.#seen.some((each) => each.id === id);
  }

  /** How many strokes are on the canvas, of how many. */
  get progress(): { painted: number; seen: number } {
    return { painted: this.#painted, seen: this.#seen.length };
  }

  /** The canvas has another size, in device pixels, or the page another shape: all is painted anew. */
  resize(width: number, height: number, aspect: number): void {
    if (this.#canvas.width === width && this.#canvas.height === height && this.#aspect === aspect) return;
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#scale = width / drawingWidth;
    this.#painted = 0;
    if (aspect !== this.#aspect) {
      this.#aspect = aspect;
      this.#shapes = new WeakMap();
      this.#seen = this.#read();
    }
    this.#paintMore();
  }

  /** Shows these strokes but the hidden ones, which the eraser has just passed. */
  show(list: StrokeList, hidden: ReadonlySet<StrokeId> = new Set()): void {
    if (list === this.#list && hidden === this.#hidden) return;
    this.#list = list;
    this.#hidden = hidden;
    this.#change(this.#read());
  }

  /** The strokes that pass a place as near as `reach`, in units of the drawing box; only of one pen where it is given. */
  near(place: Place, reach: number, by: number | null): StrokeId[] {
    return this.#seen
      .filter((each) => (by === null || each.by === by) && passes(each.shape, place, reach))
      .map(({ id }) => id);
  }

  close(): void {
    clearTimeout(this.#more);
  }

  /** What is to be seen, the lowest first. */
  #read(): Seen[] {
    const seen: Seen[] = [];
    for (const group of this.#list ?? []) {
      for (const stroke of group) {
        if (stroke.gone !== undefined || this.#hidden.has(stroke.id)) continue;
        seen.push({ id: stroke.id, by: stroke.by, shape: this.#shapeOf(stroke) });
      }
    }
    return seen;
  }

  #shapeOf(stroke: InkStroke): Shape {
    const known = this.#shapes.get(stroke);
    if (known) return known;
    const aspect = this.#aspect;
    const shape = lazyShape(() => {
      const drawing = unpackInk(stroke.ink);
      return drawing ? shapeOf(drawing, stroke.text, aspect) : noShape;
    });
    this.#shapes.set(stroke, shape);
    return shape;
  }

  /** Goes from what is on the canvas to what is to be seen. */
  #change(seen: Seen[]): void {
    const before = this.#seen;
    let same = 0;
    while (same < before.length && before[same]?.id === seen[same]?.id) same += 1;
    this.#seen = seen;
    if (same >= this.#painted) {
      this.#paintMore();
      return;
    }
    const kept = new Set(seen.map(({ id }) => id));
    const onCanvas = new Set(before.slice(0, this.#painted).map(({ id }) => id));
    const gone = before.slice(0, this.#painted).filter(({ id }) => !kept.has(id));
    // New ones that lie on top are painted as such; those that come back below others are painted in their place.
    let top = seen.length;
    while (top > 0 && !onCanvas.has(seen[top - 1]?.id ?? ('' as StrokeId))) top -= 1;
    const back = seen.slice(0, top).filter(({ id }) => !onCanvas.has(id));
    this.#repaint(
      [...gone, ...back].map(({ shape }) => shape.bounds),
      seen.slice(0, top),
    );
    this.#painted = top;
    this.#paintMore();
  }

  /** Paints the parts of the canvas in these boxes anew. */
  #repaint(boxes: readonly Box[], seen: readonly Seen[]): void {
    const context = this.#context();
    if (!context || boxes.length === 0) return;
    const whole = boxes.reduce((one, other) => ({
      left: Math.min(one.left, other.left),
      top: Math.min(one.top, other.top),
      right: Math.max(one.right, other.right),
      bottom: Math.max(one.bottom, other.bottom),
    }));
    const margin = 2 / this.#scale;
    context.save();
    context.beginPath();
    context.rect(
      whole.left - margin,
      whole.top - margin,
      whole.right - whole.left + 2 * margin,
      whole.bottom - whole.top + 2 * margin,
    );
    context.clip();
    context.clearRect(0, 0, drawingWidth, drawingWidth / this.#aspect + 1);
    for (const { shape } of seen) if (meet(shape.bounds, whole)) shape.paint(context);
    context.restore();
  }

  #paintMore(): void {
    clearTimeout(this.#more);
    const context = this.#context();
    if (!context) return;
    const until = performance.now() + sliceMs;
    if (this.#painted === 0) context.clearRect(0, 0, drawingWidth, drawingWidth / this.#aspect + 1);
    while (this.#painted < this.#seen.length && performance.now() < until) {
      this.#seen[this.#painted]?.shape.paint(context);
      this.#painted += 1;
    }
    if (this.#painted < this.#seen.length) this.#more = setTimeout(() => this.#paintMore(), 0);
    this.#onPainted();
  }

  #context(): CanvasRenderingContext2D | null {
    const context = this.#canvas.getContext('2d');
    context?.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    return context;
  }
}

const noShape: Shape = { bounds: { left: 0, top: 0, right: 0, bottom: 0 }, way: [], paint: () => {} };

/** A shape that is made when it is first needed: thousands come at once, and are painted in slices. */
function lazyShape(make: () => Shape): Shape {
  let made: Shape | undefined;
  const shape = () => {
    made ??= make();
    return made;
  };
  return {
    get bounds() {
      return shape().bounds;
    },
    get way() {
      return shape().way;
    },
    paint: (context) => shape().paint(context),
  };
}
