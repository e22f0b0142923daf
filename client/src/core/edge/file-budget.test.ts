import { expect, test } from 'vitest';
import { budgetFor, type KeptFile, kindOf, leastOf, tooMuch } from './file-budget.ts';

const file = (kind: KeptFile['kind'], at: number, lengthBytes = 10): KeptFile => ({ kind, at, lengthBytes });
const budget = { sound: 30, smallPicture: 20, largePicture: 10 };

test('of each kind the oldest go, whatever the others have', () => {
  const files = [1, 2, 3, 4].flatMap((at) => [file('sound', at), file('smallPicture', at), file('largePicture', at)]);
  const gone = tooMuch(files, budget, 5).map(({ kind, at }) => `${kind} ${at}`);
  expect(gone.sort()).toEqual([
    ...['largePicture 1', 'largePicture 2', 'largePicture 3'],
    ...['smallPicture 1', 'smallPicture 2', 'sound 1'],
  ]);
});

test('what is three days old goes', () => {
  const now = 10 * 24 * 3_600_000;
  expect(tooMuch([file('sound', 0), file('sound', now - 1)], budget, now)).toEqual([file('sound', 0)]);
});

test('a full disk costs large pictures first, and sound last', () => {
  const files = [file('sound', 1), file('largePicture', 9), file('smallPicture', 2), file('largePicture', 8)];
  expect(leastOf(files)).toEqual(file('largePicture', 8));
  expect(leastOf(files.slice(0, 1))).toEqual(file('sound', 1));
  expect(leastOf([])).toBeUndefined();
});

test('where the browser grants little, sound has it', () => {
  const sum = (quota: number | undefined) => Object.values(budgetFor(quota)).reduce((all, bytes) => all + bytes, 0);
  expect(sum(undefined)).toBe(768 * 2 ** 20);
  expect(sum(2 ** 40)).toBe(768 * 2 ** 20);
  expect(budgetFor(400 * 2 ** 20)).toEqual({ sound: 100 * 2 ** 20, smallPicture: 0, largePicture: 0 });
});

test('kinds are by the layer', () => {
  expect([kindOf({ kind: 'audio', layer: 0 }), kindOf({ kind: 'video', layer: 0 })]).toEqual(['sound', 'smallPicture']);
  expect(kindOf({ kind: 'video', layer: 2 })).toBe('largePicture');
});
