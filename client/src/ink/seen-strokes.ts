import { type InkStroke, type StrokeId, type StrokeList, unpackInk } from '@tongke/signaling/protocol/lesson';
import type { Box, Place } from './box.ts';
import { type InkContext, noShape, type Shape, shapeOf } from './shape.ts';

/** A stroke that is seen. Its shape is made when it is first needed: thousands come at once. */
export class SeenStroke implements Shape {
  readonly stroke: InkStroke;
  readonly #aspect: number;
  #shape: Shape | undefined;
  #bounds: Box | undefined;

  /** `aspect`: width over height of the page. */
  constructor(stroke: InkStroke, aspect: number) {
    this.stroke = stroke;
    this.#aspect = aspect;
  }

  get id(): StrokeId {
    return this.stroke.id;
  }

  get bounds(): Box {
    this.#bounds ??= this.#made.bounds;
    return this.#bounds;
  }

  get way(): readonly Place[] {
    return this.#made.way;
  }

  paint(context: InkContext): void {
    this.#made.paint(context);
  }

  /** Where it lies, when somebody has found that out: then its shape need not be made for it. */
  lies(bounds: Box): void {
    this.#bounds ??= bounds;
  }

  get #made(): Shape {
    if (!this.#shape) {
      const drawing = unpackInk(this.stroke.ink);
      this.#shape = drawing ? shapeOf(drawing, this.stroke.text, this.#aspect) : noShape;
    }
    return this.#shape;
  }
}

/** Finds what is seen of a page's strokes; the same stroke is the same object for as long as the page keeps its shape. */
export class SeenStrokes {
  readonly #aspect: number;
  readonly #known = new WeakMap<InkStroke, SeenStroke>();

  /** `aspect`: width over height of the page. */
  constructor(aspect: number) {
    this.#aspect = aspect;
  }

  /** All but the hidden ones, the lowest first. */
  read(list: StrokeList, hidden: ReadonlySet<StrokeId>): SeenStroke[] {
    const seen: SeenStroke[] = [];
    for (const group of list) {
      for (const stroke of group) if (stroke.gone === undefined && !hidden.has(stroke.id)) seen.push(this.#of(stroke));
    }
    return seen;
  }

  #of(stroke: InkStroke): SeenStroke {
    let seen = this.#known.get(stroke);
    if (!seen) {
      seen = new SeenStroke(stroke, this.#aspect);
      this.#known.set(stroke, seen);
    }
    return seen;
  }
}
