import { type Drawing, packInk, unpackInk } from '@tongke/signaling/protocol/lesson';
import { plainFreehand } from './freehand.ts';
import { drawingWidth } from './palette.ts';
import { noShape, type Shape, shapeOf } from './shape.ts';

/**
 * Strokes to be painted on a canvas of so many device pixels, the lowest first. `aspect`: width over height of the page. `plain`: pens'
 * lines are as thick everywhere as in the mean, which is quicker.
 */
export interface BulkPart {
  strokes: { ink: string; text?: string | undefined }[];
  width: number;
  height: number;
  aspect: number;
  plain: boolean;
}
/** The strokes of a part on a canvas that is clear elsewhere. Answers come in the order of the parts. */
export interface PaintedPart {
  picture: ImageBitmap;
  /** Left, top, right and bottom of each stroke, in units of the drawing box. */
  bounds: Float32Array<ArrayBuffer>;
}

let canvas: OffscreenCanvas | undefined;

addEventListener('message', ({ data }: MessageEvent<BulkPart>) => {
  const part = paint(data);
  postMessage(part, { transfer: [part.picture, part.bounds.buffer] });
});
setTimeout(warmUp, 0);

function paint({ strokes, width, height, aspect, plain }: BulkPart): PaintedPart {
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
    const shape = drawing ? shapeFor(drawing, text, aspect, plain) : noShape;
    shape.paint(context);
    const { left, top, right, bottom } = shape.bounds;
    bounds.set([left, top, right, bottom], index * 4);
  });
  // Leaves the canvas clear.
  return { picture: canvas.transferToImageBitmap(), bounds };
}

function shapeFor(drawing: Drawing, text: string | undefined, aspect: number, plain: boolean): Shape {
  const isPen = drawing.tool === 'pen' || drawing.tool === 'marker';
  return plain && isPen ? plainFreehand(drawing, aspect) : shapeOf(drawing, text, aspect);
}

/** Code that has run for a while is several times faster: this is done while people look at the page before they join. */
function warmUp(): void {
  const points = Array.from({ length: 150 }, (_, step) => ({
    x: 1_000 + step * 40,
    y: Math.round(2_000 + 900 * Math.sin(step / 9)),
    pressure: step % 31,
  }));
  const drawing: Drawing = { tool: 'pen', colour: 'black', width: 'medium', durationMs: 0, points };
  const strokes = Array.from({ length: 400 }, () => ({ ink: packInk(drawing) }));
  for (const plain of [true, false]) paint({ strokes, width: 160, height: 90, aspect: 16 / 9, plain }).picture.close();
}
