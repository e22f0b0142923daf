import type { ConsumerDescription, TrackId } from '@tongke/signaling/protocol/lesson';
import type { types } from 'mediasoup-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReceiveSide } from './receive-side.ts';

const wanted = (...ids: string[]): ConsumerDescription[] =>
  ids.map((id) => ({
    consumerId: id,
    trackId: `t-${id}` as TrackId,
    seatId: 'teacher',
    source: 'camera',
    kind: 'video',
    rtpParameters: {},
  }));

let closed: string[];
let built: string[];
let refuses: Set<string>;
let ready: ReturnType<typeof vi.fn<(ids: string[]) => Promise<unknown>>>;
let side: ReceiveSide;

/** Stands for the browser's half of a connected transport. */
const transport = {
  connectionState: 'connected',
  consume: async ({ id }: { id: string }) => {
    if (refuses.has(id)) throw new Error('not now');
    built.push(id);
    return { track: {}, close: () => closed.push(id), on: () => {} };
  },
  close: () => {},
} as unknown as types.Transport;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MediaStream', class {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  [closed, built, refuses] = [[], [], new Set()];
  ready = vi.fn(async () => null);
  side = new ReceiveSide(transport, ready);
});
afterEach(() => {
  side.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

test('builds what is missing, closes what is gone, says what is ready', async () => {
  side.reconcile({ revision: 1, consumers: wanted('a', 'b') });
  await settle();
  expect(ready.mock.calls).toEqual([[['a', 'b']]]);
  side.reconcile({ revision: 2, consumers: wanted('b', 'c') });
  await settle();
  expect(closed).toEqual(['a']);
  expect(built).toEqual(['a', 'b', 'c']);
  expect([...side.tracks.get().keys()]).toEqual(['t-b', 't-c']);
});

test('ignores an older revision and does nothing for the same', async () => {
  side.reconcile({ revision: 5, consumers: wanted('a') });
  await settle();
  side.reconcile({ revision: 4, consumers: wanted('x', 'y') });
  side.reconcile({ revision: 5, consumers: wanted('a') });
  await settle();
  expect(built).toEqual(['a']);
  expect(ready).toHaveBeenCalledTimes(1);
});

test('comes to the last word however fast they follow', async () => {
  for (let revision = 1; revision <= 20; revision += 1) {
    side.reconcile({ revision, consumers: wanted(...(revision % 2 ? ['a', 'b'] : ['b', `c${revision}`])) });
  }
  await settle();
  await settle();
  expect([...side.tracks.get().keys()].sort()).toEqual(['t-b', 't-c20']);
});

test('tries again what failed, and says again what was not heard', async () => {
  refuses.add('a');
  ready.mockRejectedValueOnce(new Error('line down'));
  side.reconcile({ revision: 1, consumers: wanted('a', 'b') });
  await settle();
  expect([...side.tracks.get().keys()]).toEqual(['t-b']);
  refuses.clear();
  await vi.advanceTimersByTimeAsync(2_500);
  expect([...side.tracks.get().keys()].sort()).toEqual(['t-a', 't-b']);
  expect(new Set(ready.mock.calls.at(-1)?.[0])).toEqual(new Set(['a', 'b']));
});
