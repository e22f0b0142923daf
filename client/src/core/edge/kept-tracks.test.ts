import { expect, test } from 'vitest';
import type { KeptName } from './edge-messages.ts';
import { KeptTracks } from './kept-tracks.ts';

const names = {
  key: 'k',
  lessonId: 'lesson',
  trackId: 'camera',
  layers: [70, 71].map((ssrc, layer) => ({ ssrc, layer })),
};

/** What was handed on, as `<kind><layer>:<numbers>`. */
function makeTracks(fault?: Error) {
  const appended: string[] = [];
  const tracks = new KeptTracks(async ({ kind, layer }: KeptName, frames) => {
    if (fault && appended.push('fault') === 1) throw fault;
    appended.push(`${kind}${layer}:${frames.map(({ number }) => number).join()}`);
  });
  return { tracks, appended };
}

test('frames of each stream are counted by themselves, and go under the layer that it is', async () => {
  const { tracks, appended } = makeTracks();
  const take = tracks.begun('k', 'video');
  for (let index = 0; index < 3; index += 1) for (const ssrc of [71, 70]) take(ssrc, index * 3_000, new Uint8Array(10));
  tracks.named(names);
  expect((await tracks.closed('k')).map(({ layer }) => layer).sort()).toEqual([0, 1]);
  expect(appended.sort()).toEqual(['video0:0,1,2', 'video1:0,1,2']);
});

test('sound is one layer, whatever its stream is called, and named before or after it begins', async () => {
  const { tracks, appended } = makeTracks();
  tracks.named({ ...names, layers: [] });
  const take = tracks.begun('k', 'audio');
  for (let index = 0; index < 60; index += 1) take(index === 59 ? 2 : 1, index * 960, new Uint8Array(10));
  await tracks.closed('k');
  expect(appended).toHaveLength(2);
  expect(appended[1]).toBe(`audio0:${Array.from({ length: 10 }, (_, index) => 50 + index).join()}`);
});

test('what waits for a name is bounded, and frames that were dropped are counted', async () => {
  const { tracks, appended } = makeTracks();
  const take = tracks.begun('k', 'video');
  for (let index = 0; index < 30; index += 1) take(70, index * 3_000, new Uint8Array(100_000));
  tracks.named(names);
  take(70, 99_000, new Uint8Array(10));
  await tracks.closed('k');
  expect(appended).toEqual([`video0:${Array.from({ length: 20 }, (_, index) => index).join()},30`]);
});

test('a stream that is no layer keeps nothing; a piece that cannot be written costs only itself', async () => {
  const { tracks, appended } = makeTracks(new Error('full'));
  const take = tracks.begun('k', 'video');
  tracks.named(names);
  take(99, 0, new Uint8Array(10));
  for (let index = 0; index < 60; index += 1) take(70, index * 3_000, new Uint8Array(10));
  expect(await tracks.closed('k')).toHaveLength(1);
  expect(appended[0]).toBe('fault');
  expect(appended.at(-1)).toBe(`video0:${Array.from({ length: 10 }, (_, index) => 50 + index).join()}`);
  expect(await tracks.closed('k')).toEqual([]);
});
