import { describe, expect, test } from 'vitest';
import { commands } from './commands.ts';
import {
  type DeckId,
  type Drawing,
  emptyLesson,
  evolve,
  evolveAll,
  inkOf,
  type LessonEntry,
  limits,
  type PageRef,
  packInk,
  type StrokeId,
  seenStrokes,
} from './lesson.ts';

const page: PageRef = { deckId: 'deck-1' as DeckId, page: 0 };
const stroke = (id: string): StrokeId => `s${id.padStart(7, '0')}` as StrokeId;
const line: Drawing = {
  tool: 'pen',
  colour: 'red',
  width: 'medium',
  durationMs: 320,
  points: [
    { x: 1, y: 1, pressure: 9 },
    { x: 40, y: 60, pressure: 12 },
  ],
};
const packed = packInk(line);

describe('what comes over the wire', () => {
  const { input } = commands['ink:draw'];
  const good = { ...page, id: stroke('1'), ink: packed };
  test('is taken as packed letters only', () => expect(input.safeParse(good).success).toBe(true));
  test.each([
    ['numbers that are none', { ink: { points: [{ x: Number.NaN, y: 0 }] } }],
    ['a list of a million points', { ink: Array.from({ length: 1_000_000 }, () => 0) }],
    ['a million letters', { ink: 'A'.repeat(1_000_000) }],
    ['a colour that is a script', { ink: 'url(javascript:alert(1))' }],
    ['markup', { ink: '<script>' }],
    ['an id of another shape', { id: '__proto__' }],
    ['an id that a list would sort', { id: '12345678' }],
    ['a page between pages', { page: 0.5 }],
    ['a page before the first', { page: -1 }],
    ['a page that is no number', { page: Number.NaN }],
    ['a deck that is a path', { deckId: '../x' }],
    ['endless words', { text: 'x'.repeat(limits.inkTextLength + 1) }],
  ])('refuses %s', (_what, part) => expect(input.safeParse({ ...good, ...part }).success).toBe(false));
});

test('5,000 strokes on a page are folded in less than a second, and one more in a moment', () => {
  const points = Array.from({ length: 60 }, (_, step) => ({ x: 100 + step * 3, y: 200 + step, pressure: step % 32 }));
  const ink = packInk({ ...line, points });
  const by = 1;
  const entries = Array.from({ length: 5_000 }, (_, index): LessonEntry => {
    const id = stroke(String(index));
    return { sequence: index + 1, at: index, event: { type: 'strokeDrawn', ...page, by, id, ink } };
  });
  // Of this thread alone: the machine may be busy with other tests.
  const busyMs = (began: NodeJS.CpuUsage) => process.threadCpuUsage(began).user / 1_000;
  const began = process.threadCpuUsage();
  const state = evolveAll(emptyLesson, entries);
  const foldedMs = busyMs(began);
  expect(seenStrokes(inkOf(state.ink, page))).toHaveLength(5_000);
  expect(foldedMs).toBeLessThan(1_000);
  expect(JSON.stringify(state).length).toBeLessThan(2_000_000);
  for (const event of [
    { type: 'strokeDrawn' as const, ...page, by, id: stroke('x'), ink },
    { type: 'pageCleared' as const, ...page, by },
  ]) {
    const one = process.threadCpuUsage();
    const after = evolve(state, { sequence: 5_001, at: 1, event });
    expect(busyMs(one)).toBeLessThan(50);
    expect(seenStrokes(inkOf(after.ink, page)).length).toBe(event.type === 'strokeDrawn' ? 5_001 : 0);
  }
});
