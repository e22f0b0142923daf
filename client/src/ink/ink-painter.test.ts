import { type Drawing, type InkStroke, packInk, type StrokeId } from '@tongke/signaling/protocol/lesson';
import { beforeEach, expect, test, vi } from 'vitest';
import { WorkerPainter } from './bulk-painter.ts';
import type { BulkPart, PaintedPart } from './bulk-worker.ts';
import { InkPainter } from './ink-painter.ts';

const idOf = (number: number) => `s${String(number).padStart(7, '0')}` as StrokeId;
const line: Drawing = {
  tool: 'line',
  colour: 'red',
  width: 'fine',
  durationMs: 0,
  points: [
    { x: 10, y: 10, pressure: null },
    { x: 900, y: 900, pressure: null },
  ],
};
const strokesTo = (count: number): InkStroke[] =>
  Array.from({ length: count }, (_, number) => ({ id: idOf(number), by: 1, at: 0, ink: packInk(line) }));

/** What a canvas was told, in order: `stroke`, `clear`, or a picture of so many strokes. */
let told: string[];
/** Parts that a worker was given. */
let sent: BulkPart[];
/** Each worker's answer. */
let hear: ((part: PaintedPart) => void)[];
let fail: () => void;
let closed: number;

function setUp(hasWorker = true) {
  const calls = new Set(['stroke', 'clearRect', 'drawImage', 'clip']);
  const context = new Proxy(
    {},
    {
      get: (_target, name: string) => (of: unknown) => {
        if (name === 'drawImage') told.push(`picture ${(of as { count: number }).count}`);
        else if (calls.has(name)) told.push(name);
      },
      set: () => true,
    },
  );
  const canvas = { width: 1, height: 1, getContext: () => context } as unknown as HTMLCanvasElement;
  const makeWorker = (index: number) => ({
    postMessage: (part: BulkPart) => sent.push(part),
    addEventListener: (type: string, listener: (event: { data: PaintedPart }) => void) => {
      if (type === 'message') hear[index] = (data) => listener({ data });
      else fail = listener as () => void;
    },
  });
  const painter = new InkPainter(canvas, hasWorker ? new WorkerPainter([0, 1].map(makeWorker)) : null);
  painter.resize(800, 450, 16 / 9);
  told.length = 0;
  return painter;
}

const partOf = (count: number): PaintedPart => ({
  picture: {
    count,
    close: () => {
      closed += 1;
    },
  } as unknown as ImageBitmap,
  bounds: new Float32Array(count * 4).fill(1),
});
const sizes = () => sent.map(({ strokes }) => strokes.length);
const pictures = () => told.filter((each) => each.startsWith('picture'));

beforeEach(() => {
  [told, sent, hear, closed] = [[], [], [], 0];
  vi.stubGlobal(
    'Path2D',
    class {
      moveTo() {}
      lineTo() {}
    },
  );
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      count = 0;
      getContext = () => ({
        drawImage: (part: { count: number }) => {
          this.count += part.count;
        },
      });
    },
  );
});

test('a few strokes are painted at once, many by workers, in parts that are laid over each other in their order', () => {
  const painter = setUp();
  const strokes = strokesTo(1_003);
  painter.show([strokes.slice(0, 3)]);
  expect(told.filter((each) => each === 'stroke')).toHaveLength(3);
  painter.show([strokes]);
  expect(sizes()).toEqual([320, 320, 320, 40]);
  expect(painter.progress).toEqual({ painted: 3, seen: 1_003, fine: true });
  // The second worker is quicker with both of its parts.
  hear[1]?.(partOf(320));
  hear[1]?.(partOf(40));
  expect(painter.progress.painted).toBe(3);
  hear[0]?.(partOf(320));
  expect(painter.progress.painted).toBe(643);
  expect([painter.has(idOf(642)), painter.has(idOf(643))]).toEqual([true, false]);
  hear[0]?.(partOf(320));
  expect(painter.progress.painted).toBe(1_003);
  expect(pictures()).toEqual(['picture 320', 'picture 320', 'picture 320', 'picture 40']);
  expect(closed).toBe(4);
});

test('workers get no more than they can do next', () => {
  const painter = setUp();
  painter.show([strokesTo(3_200)]);
  expect(sent).toHaveLength(4);
  hear[1]?.(partOf(320));
  expect(sent).toHaveLength(5);
  hear[0]?.(partOf(320));
  expect(sent).toHaveLength(6);
  expect(painter.progress.painted).toBe(640);
});

test('a page of very many strokes is painted in plain lines, then finely all at once, with what was drawn meanwhile on top', () => {
  const painter = setUp();
  const strokes = strokesTo(1_001);
  painter.show([strokes.slice(0, 1_000)]);
  expect(sent.map(({ plain }) => plain)).toEqual([true, true, true, true]);
  for (const [worker, count] of [320, 320, 320, 40].entries()) hear[worker % 2]?.(partOf(count));
  expect(painter.progress).toEqual({ painted: 1_000, seen: 1_000, fine: false });
  expect(sent).toHaveLength(8);
  expect(sent.slice(4).map(({ plain }) => plain)).toEqual([false, false, false, false]);
  painter.show([strokes]);
  expect(told.at(-1)).toBe('stroke');
  told.length = 0;
  for (const [worker, count] of [320, 320, 320].entries()) hear[worker % 2]?.(partOf(count));
  expect(told).toEqual([]);
  hear[1]?.(partOf(40));
  expect(told).toEqual(['clearRect', 'picture 1000', 'stroke']);
  expect(painter.progress).toEqual({ painted: 1_001, seen: 1_001, fine: true });
});

test('what is erased while a page is being painted finely is erased at once, and not brought back', () => {
  const painter = setUp();
  const strokes = strokesTo(1_000);
  painter.show([strokes]);
  for (const [worker, count] of [320, 320, 320, 40].entries()) hear[worker % 2]?.(partOf(count));
  painter.show([strokes], new Set([idOf(5)]));
  expect(painter.has(idOf(5))).toBe(false);
  // The first orders of the workers are void.
  const before = told.length;
  for (const [worker, count] of [320, 320, 320, 40].entries()) hear[worker % 2]?.(partOf(count));
  expect(told).toHaveLength(before);
  for (const [worker, count] of [320, 320, 320, 39].entries()) hear[worker % 2]?.(partOf(count));
  expect(told.slice(before)).toEqual(['clearRect', 'picture 999']);
  expect(painter.progress).toEqual({ painted: 999, seen: 999, fine: true });
});

test('what is drawn meanwhile is painted on top when the rest is there', () => {
  const painter = setUp();
  const strokes = strokesTo(301);
  painter.show([strokes.slice(0, 300)]);
  painter.show([strokes]);
  expect(painter.progress.painted).toBe(0);
  hear[0]?.(partOf(300));
  expect(told.slice(-2)).toEqual(['picture 300', 'stroke']);
  expect(painter.progress.painted).toBe(301);
});

test('what is erased meanwhile is ordered anew, and pictures that still show it are passed over', () => {
  const painter = setUp();
  const strokes = strokesTo(300);
  painter.show([strokes]);
  painter.show([strokes], new Set([idOf(7)]));
  expect(sizes()).toEqual([300, 299]);
  hear[0]?.(partOf(300));
  expect(pictures()).toEqual([]);
  expect(closed).toBe(1);
  hear[1]?.(partOf(299));
  expect(painter.progress).toEqual({ painted: 299, seen: 299, fine: true });
  expect(painter.has(idOf(7))).toBe(false);
});

test('another size is ordered anew, and what waited for the former is not painted', () => {
  const painter = setUp();
  painter.show([strokesTo(2_000)]);
  hear[1]?.(partOf(320));
  hear[0]?.(partOf(320));
  expect(painter.progress.painted).toBe(640);
  painter.resize(400, 225, 16 / 9);
  expect(painter.progress.painted).toBe(0);
  const before = sent.length;
  hear[0]?.(partOf(320));
  expect(painter.progress.painted).toBe(0);
  expect(sent[before]).toMatchObject({ width: 400, height: 225 });
});

test('erasing after a bulk paints anew only what lies there', () => {
  const painter = setUp();
  const strokes = strokesTo(300);
  painter.show([strokes]);
  const part = partOf(300);
  // All lie in one corner but two.
  part.bounds.set([900, 500, 1_000, 600], 5 * 4);
  part.bounds.set([950, 550, 1_100, 700], 9 * 4);
  hear[0]?.(part);
  told.length = 0;
  painter.show([strokes], new Set([idOf(5)]));
  expect(told).toEqual(['clip', 'clearRect', 'stroke']);
});

test.each([
  ['that is missing', false],
  ['that fails', true],
])('a worker %s leaves all to the page', (_what, hasWorker) => {
  const painter = setUp(hasWorker);
  vi.useFakeTimers();
  painter.show([strokesTo(400)]);
  if (hasWorker) fail();
  vi.runAllTimers();
  vi.useRealTimers();
  expect(painter.progress.painted).toBe(400);
  expect(told.filter((each) => each === 'stroke')).toHaveLength(400);
});
