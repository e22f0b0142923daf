import {
  type DeckId,
  type Drawing,
  packInk,
  type StrokeId,
  type VolatileMessage,
} from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { LiveInk } from './live-ink.ts';

const page = { deckId: 'd' as DeckId, page: 0 };
const id = 's0000001' as StrokeId;
const pen: Drawing = { tool: 'pen', colour: 'red', width: 'fine', durationMs: 0, points: [] };
const piece = (first: number, ...xs: number[]): VolatileMessage => ({
  name: 'ink:preview',
  from: 'a',
  input: { ...page, id, first, ink: packInk({ ...pen, points: xs.map((x) => ({ x, y: 0, pressure: null })) }) },
});
const point = (x: number | null): VolatileMessage => ({
  name: 'ink:point',
  from: 'a',
  input: { ...page, at: x === null ? null : { x, y: 0 } },
});
const xs = (live: LiveInk) => live.previews('d/0').map(({ drawing }) => drawing.points.map(({ x }) => x));

test('a stroke grows evenly, over what was lost, and goes when nothing more is heard', () => {
  const live = new LiveInk();
  live.hear(piece(0, 1, 2, 3), 0);
  expect(xs(live)).toEqual([[1]]);
  for (let now = 0; now < 100; now += 16) live.step(now);
  expect(xs(live)).toEqual([[1, 2, 3]]);
  // The piece from point 3 on was lost.
  live.hear(piece(6, 7, 8), 120);
  for (let now = 120; now < 300; now += 16) live.step(now);
  expect(xs(live)).toEqual([[1, 2, 3, 7, 8]]);
  expect(live.previews('d/1')).toEqual([]);
  expect(live.step(4_000)).toBe(true);
  expect(live.step(4_200)).toBe(false);
  expect(xs(live)).toEqual([]);
});

test('the ends of a shape are those that were heard last', () => {
  const live = new LiveInk();
  for (const end of [5, 9, 7]) live.hear(piece(0, 1, end), 0);
  live.step(0);
  live.step(100);
  expect(xs(live)).toEqual([[1, 7]]);
  live.drop(id);
  expect(xs(live)).toEqual([]);
});

test('what is no drawing is passed over', () => {
  const live = new LiveInk();
  live.hear({ name: 'ink:preview', from: 'a', input: { ...page, id, first: 0, ink: 'javascript' } }, 0);
  expect(live.step(0)).toBe(false);
});

test('a pointer leaves its way for a moment', () => {
  const live = new LiveInk();
  for (const x of [1, 2, 3]) live.hear(point(x), x * 300);
  expect(live.pointers('d/0')[0]?.trail.map(({ x }) => x)).toEqual([1, 2, 3]);
  live.hear(point(4), 1_500);
  expect(live.pointers('d/0')[0]?.trail.map(({ x }) => x)).toEqual([3, 4]);
  live.hear(point(null), 1_600);
  expect(live.step(1_600)).toBe(false);
});
