import { type FilmFile, type MaterialId, materialId } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FilmShelf, MissingFilm, type ShelfSupplies } from './film-shelf.ts';

const idOf = (letter: string) => materialId(`${letter.repeat(64)}.mp4`);
const [first, second, third] = [idOf('a'), idOf('b'), idOf('c')];
const fileOf = (id: MaterialId, lengthBytes = 1_000): FilmFile => ({
  materialId: id,
  title: 'Rain',
  kind: 'video',
  durationMs: 60_000,
  lengthBytes,
});

let asked: { id: MaterialId; give: () => void; fail: (error: Error) => void; signal: AbortSignal }[];
let revoked: string[];
let isPlayable: boolean;
let supplies: ShelfSupplies;
let shelf: FilmShelf;

const names = () => [...shelf.items.get().values()].map(({ name }) => name);
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  [asked, revoked, isPlayable] = [[], [], true];
  supplies = {
    fetch: (id, onReceived, signal) =>
      new Promise((resolve, reject) => {
        onReceived(500);
        asked.push({ id, signal, give: () => resolve(new Blob()), fail: reject });
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
    canPlay: async () => isPlayable,
    urlOf: () => `blob:${asked.at(-1)?.id.slice(0, 1)}`,
    revoke: (url) => revoked.push(url),
    streamOf: (id) => `/materials/${id}`,
  };
  shelf = new FilmShelf(true, supplies);
});

afterEach(() => {
  shelf.close();
  vi.useRealTimers();
});

test('fetches one film after the other, in their order', async () => {
  shelf.follow([fileOf(first), fileOf(second)]);
  expect(names()).toEqual(['fetching', 'waiting']);
  expect(shelf.items.get().get(first)).toEqual({ name: 'fetching', receivedBytes: 500 });
  asked[0]?.give();
  await settle();
  expect(names()).toEqual(['ready', 'fetching']);
  expect(shelf.take(first)).toBe('blob:a');
});

test('a film that is needed before it is there is streamed, and not fetched as well', async () => {
  shelf.follow([fileOf(first), fileOf(second)]);
  expect(shelf.take(first)).toBe(`/materials/${first}`);
  expect(asked[0]?.signal.aborted).toBe(true);
  await settle();
  expect(names()).toEqual(['streamed', 'fetching']);
});

test('one that is too long for the memory of a cheap PC is streamed', () => {
  shelf.follow([fileOf(first, 900 * 1024 * 1024), fileOf(second)]);
  expect(names()).toEqual(['streamed', 'fetching']);
});

test('a line that is down is waited for; a file that is gone is not', async () => {
  shelf.follow([fileOf(first), fileOf(second)]);
  asked[0]?.fail(new Error('no line'));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked.map(({ id }) => id)).toEqual([first, first]);
  asked[1]?.fail(new MissingFilm());
  await settle();
  expect(names()).toEqual(['failed', 'fetching']);
  expect(shelf.take(first)).toBeNull();
});

test('what this browser cannot play is said before it is needed', async () => {
  isPlayable = false;
  shelf.follow([fileOf(first)]);
  asked[0]?.give();
  await settle();
  expect(names()).toEqual(['failed']);
  expect(revoked).toEqual(['blob:a']);
});

test('a film that is removed is let go, also while it comes', async () => {
  shelf.follow([fileOf(first), fileOf(second)]);
  asked[0]?.give();
  await settle();
  shelf.follow([fileOf(third)]);
  expect(revoked).toEqual(['blob:a']);
  expect(asked[1]?.signal.aborted).toBe(true);
  expect([...shelf.items.get().keys()]).toEqual([third]);
  await settle();
  expect(names()).toEqual(['fetching']);
});

test('where nothing is fetched ahead, a film is streamed when it is shown', () => {
  const streaming = new FilmShelf(false, supplies);
  streaming.follow([fileOf(first)]);
  expect(asked).toEqual([]);
  expect(streaming.take(first)).toBe(`/materials/${first}`);
  streaming.refuse(first);
  expect(streaming.take(first)).toBeNull();
});

test('a closed shelf fetches nothing and holds nothing', async () => {
  shelf.follow([fileOf(first), fileOf(second)]);
  asked[0]?.give();
  await settle();
  shelf.close();
  shelf.close();
  expect(revoked).toEqual(['blob:a']);
  expect(shelf.take(second)).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});
