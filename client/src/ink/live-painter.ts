import { type Drawing, inkUnits } from '@tongke/signaling/protocol/lesson';
import { type Pointer, trailMs } from '../core/ink/live-ink.ts';
import type { Place } from './box.ts';
import { drawingWidth } from './palette.ts';
import { shapeOf } from './shape.ts';

/** What is above the finished strokes at one moment. */
export interface LiveScene {
  drawings: readonly { drawing: Drawing; text?: string | undefined }[];
  pointers: readonly Pointer[];
  /** Milliseconds, of the clock of the pointers' trails. */
  now: number;
}

const pointerSize = 9;
const pointerColour = '255, 32, 48';

/** Paints what changes with every frame: strokes that grow, strokes on their way to the lesson, pointers. */
export function paintLive(canvas: HTMLCanvasElement, scene: LiveScene, aspect: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const scale = canvas.width / drawingWidth;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  for (const { drawing, text } of scene.drawings) {
    if (drawing.points.length > 0) shapeOf(drawing, text, aspect).paint(context);
  }
  const placeOf = ({ x, y }: Place): Place => ({
    x: (x / (inkUnits - 1)) * drawingWidth,
    y: ((y / (inkUnits - 1)) * drawingWidth) / aspect,
  });
  for (const { trail } of scene.pointers) {
    const places = trail.map((point) => ({ ...placeOf(point), age: (scene.now - point.at) / trailMs }));
    paintTrail(context, places);
  }
}

function paintTrail(context: CanvasRenderingContext2D, places: readonly (Place & { age: number })[]): void {
  context.lineCap = 'round';
  places.forEach((to, index) => {
    const from = places[index - 1];
    if (!from || to.age >= 1) return;
    context.strokeStyle = `rgba(${pointerColour}, ${(1 - to.age) * 0.7})`;
    context.lineWidth = pointerSize * 1.2 * (1 - to.age) + 2;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  });
  const head = places.at(-1);
  if (!head) return;
  context.fillStyle = `rgba(${pointerColour}, 0.95)`;
  context.strokeStyle = 'rgba(255, 255, 255, 0.9)';
  context.lineWidth = 3;
  context.beginPath();
  context.arc(head.x, head.y, pointerSize, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
