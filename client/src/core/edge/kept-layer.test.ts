import { expect, test } from 'vitest';
import type { SentFrame } from './frame-block.ts';
import { KeptLayer } from './kept-layer.ts';

const name = { lessonId: 'lesson', trackId: 't-camera', kind: 'video', layer: 0 } as const;
const mebibyte = 2 ** 20;
/** So long that each is a piece. */
const frame = () => new Uint8Array(mebibyte / 2);

test('what a disk that stands still does not take is bounded, counted, and goes on when it takes again', async () => {
  const written: SentFrame[][] = [];
  const disk = Promise.withResolvers<void>();
  const layer = new KeptLayer(async (_, frames) => {
    await disk.promise;
    written.push(frames);
  });
  layer.named(name);
  for (let index = 0; index < 10; index += 1) layer.push(index, frame());
  disk.resolve();
  await layer.flush();
  layer.push(10, frame());
  await layer.flush();
  expect(written.flat().map(({ number }) => number)).toEqual([0, 1, 2, 3, 10]);
});

test('what waits for its name is bounded too, and kept when it has one', async () => {
  const written: SentFrame[][] = [];
  const layer = new KeptLayer(async (_, frames) => void written.push(frames));
  for (let index = 0; index < 10; index += 1) layer.push(index, frame());
  layer.named(name);
  await layer.flush();
  expect(written.flat().map(({ number }) => number)).toEqual([0, 1, 2, 3]);
});

test('a piece that cannot be written makes room for the next', async () => {
  let isFull = true;
  const written: SentFrame[][] = [];
  const layer = new KeptLayer(async (_, frames) => {
    if (isFull) throw new Error('the disk is full');
    written.push(frames);
  });
  layer.named(name);
  for (let index = 0; index < 4; index += 1) layer.push(index, frame());
  await layer.flush();
  isFull = false;
  layer.push(4, frame());
  await layer.flush();
  expect(written.flat().map(({ number }) => number)).toEqual([4]);
});
