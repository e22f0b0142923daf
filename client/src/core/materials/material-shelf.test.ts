import { type MaterialId, materialId } from '@tongke/signaling/protocol/lesson';
import { expect, test, vi } from 'vitest';
import { MaterialShelf } from './material-shelf.ts';

const ids = ['a', 'b', 'c', 'd'].map((digit) => materialId(`${digit.repeat(64)}.webp`));
const [a, b, c] = ids as [MaterialId, MaterialId, MaterialId];

/** A network that answers when it is told to, and a clock that only it moves. */
function lab() {
  const asked: { id: MaterialId; isUrgent: boolean; answer: () => void; fail: () => void }[] = [];
  const waits: { ms: number; end: () => void }[] = [];
  let clock = 0;
  const shelf = new MaterialShelf({
    fetch: (id, _signal, isUrgent) =>
      new Promise((resolve, reject) => {
        asked.push({ id, isUrgent, answer: () => resolve(new Blob([id])), fail: () => reject(new Error('no line')) });
      }),
    wait: (ms) => new Promise((resolve) => waits.push({ ms, end: resolve })),
    now: () => clock,
  });
  const names = () => asked.map(({ id, isUrgent }) => id.charAt(0) + (isUrgent ? '!' : '')).join('');
  const pass = (ms: number) => {
    clock += ms;
  };
  return { shelf, asked, waits, names, pass };
}
const soon = vi.waitFor;

test('what is ahead comes one by one, with a rest as long as each took', async () => {
  const { shelf, asked, waits, names, pass } = lab();
  shelf.ahead(ids);
  expect(names()).toBe('a');
  pass(700);
  asked[0]?.answer();
  await soon(() => expect(waits).toHaveLength(1));
  expect(waits[0]?.ms).toBe(700);
  expect(names()).toBe('a');
  expect(shelf.progress).toEqual({ here: 1, wanted: 4 });
  waits[0]?.end();
  await soon(() => expect(names()).toBe('ab'));
  pass(60_000);
  asked[1]?.answer();
  await soon(() => expect(waits).toHaveLength(2));
  expect(waits[1]?.ms).toBe(4_000);
});

test('what is shown now does not wait for its turn, and is asked for once', async () => {
  const { shelf, asked, names } = lab();
  const heard = vi.fn();
  shelf.onChange(heard);
  shelf.ahead(ids);
  shelf.now(c);
  shelf.now(c);
  shelf.now(a);
  expect(names()).toBe('ac!');
  asked[1]?.answer();
  await soon(() => expect(shelf.urlOf(c)).toMatch(/^blob:/));
  expect(heard).toHaveBeenCalledTimes(1);
  expect(shelf.urlOf(a)).toBeNull();
});

test('one that cannot be had lets the others pass, and is asked for again', async () => {
  const { shelf, asked, waits, names } = lab();
  shelf.ahead([a, b]);
  asked[0]?.fail();
  await soon(() => expect(waits).toHaveLength(1));
  waits[0]?.end();
  await soon(() => expect(names()).toBe('ab'));
  asked[1]?.answer();
  await soon(() => expect(waits).toHaveLength(2));
  waits[1]?.end();
  await soon(() => expect(names()).toBe('aba'));
});

test('what is no longer wanted is let go of', async () => {
  const { shelf, asked, waits } = lab();
  shelf.ahead([a]);
  asked[0]?.answer();
  await soon(() => expect(waits).toHaveLength(1));
  const url = shelf.urlOf(a) ?? '';
  shelf.ahead([b]);
  expect(shelf.urlOf(a)).toBeNull();
  await expect(fetch(url)).rejects.toThrow();
  shelf.close();
  shelf.close();
});
