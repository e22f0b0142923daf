import { unpackInk } from '@tongke/signaling/protocol/lesson';
import { drawingWidth } from './palette.ts';
import { noShape, shapeOf } from './shape.ts';

/** Strokes to be painted on a canvas of so many device pixels, the lowest first. `aspect`: width over height of the page. */
export interface BulkOrder {
  order: number;
  strokes: { ink: string; text?: string | undefined }[];
  width: number;
  height: number;
  aspect: number;
}
/** An order that is no longer wanted. */
export interface BulkCancel {
  cancel: number;
}
/** The next strokes of an order, on a canvas that is clear elsewhere. */
export interface BulkPart {
  order: number;
  picture: ImageBitmap;
  /** Left, top, right and bottom of each stroke, in units of the drawing box. */
  bounds: Float32Array;
  isLast: boolean;
}

/** Strokes of one part: what is painted is seen early, and what has become void is noticed. */
const partStrokes = 640;

let waiting: BulkOrder[] = [];
let canvas: OffscreenCanvas | undefined;
let isBusy = false;

addEventListener('message', ({ data }: MessageEvent<BulkOrder | BulkCancel>) => {
  if ('cancel' in data) waiting = waiting.filter(({ order }) => order !== data.cancel);
  else waiting.push(data);
  if (!isBusy) paintNext();
});

function paintNext(): void {
  const [first] = waiting;
  isBusy = first !== undefined;
  if (!first) return;
  const { picture, bounds } = paint(first, first.strokes.splice(0, partStrokes));
  const isLast = first.strokes.length === 0;
  if (isLast) waiting.shift();
  const part: BulkPart = { order: first.order, picture, bounds, isLast };
  postMessage(part, { transfer: [picture, bounds.buffer] });
  setTimeout(paintNext, 0);
}

function paint({ width, height, aspect }: BulkOrder, strokes: BulkOrder['strokes']) {
  canvas ??= new OffscreenCanvas(width, height);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas in this worker');
  const scale = width / drawingWidth;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const bounds = new Float32Array(strokes.length * 4);
  strokes.forEach(({ ink, text }, index) => {
    const drawing = unpackInk(ink);
    const shape = drawing ? shapeOf(drawing, text, aspect) : noShape;
    shape.paint(context);
    const { left, top, right, bottom } = shape.bounds;
    bounds.set([left, top, right, bottom], index * 4);
  });
  // Leaves the canvas clear.
  return { picture: canvas.transferToImageBitmap(), bounds };
}
