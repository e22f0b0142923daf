import { type DeckId, type Drawing, type LessonEntry, packInk, type StrokeId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { ReplayStrokes } from './replay-strokes.ts';

const startedAt = 1_000_000;
const drawn = (id: string, finishedMs: number, durationMs: number, tool: Drawing['tool'] = 'pen'): LessonEntry => {
  const count = tool === 'pen' ? 11 : 2;
  const points = Array.from({ length: count }, (_, x) => ({ x: x * 100, y: 0, pressure: null }));
  const ink = packInk({ tool, colour: 'red', width: 'fine', durationMs, points });
  const event = { type: 'strokeDrawn' as const, deckId: 'd' as DeckId, page: 0, by: 1, id: id as StrokeId, ink };
  return { sequence: finishedMs, at: startedAt + finishedMs, event };
};
const entries = [drawn('a', 2_000, 800), drawn('b', 2_400, 1_600), drawn('c', 5_000, 320, 'line')];
const strokes = new ReplayStrokes(entries, startedAt);
const at = (ms: number) => strokes.growing('d/0', ms).map(({ id, drawing }) => [id, drawing.points.length]);

test('a stroke grows in the time in which it was drawn, beside others', () => {
  expect(at(700)).toEqual([]);
  expect(at(800)).toEqual([['b', 1]]);
  expect(at(1_600)).toEqual([
    ['a', 6],
    ['b', 6],
  ]);
  expect(at(2_200)).toEqual([
    ['a', 11],
    ['b', 10],
  ]);
  expect(at(3_000)).toEqual([]);
  expect(strokes.growing('d/1', 1_600)).toEqual([]);
});

test('the end of a line goes to its place', () => {
  const [line] = strokes.growing('d/0', 4_840);
  expect(line?.drawing.points.map(({ x }) => Math.round(x))).toEqual([0, 50]);
});

test('says when pictures of each moment are wanted', () => {
  expect(strokes.isDrawing(0, 700)).toBe(false);
  expect(strokes.isDrawing(0, 900)).toBe(true);
  expect(strokes.isDrawing(2_500, 4_600)).toBe(false);
  expect(strokes.isDrawing(2_500, 4_700)).toBe(true);
});
