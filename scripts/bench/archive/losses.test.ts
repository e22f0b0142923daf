import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { lossesOf } from './losses.ts';

const numbers = Array.from({ length: 20 }, (_, index) => index);
const sent = numbers.map((index) => ({
  rtpTimestamp: index * 960,
  atMs: 5_000 + index * 20,
  capturedMs: 0,
  units: [],
}));
const kept = (lost: readonly number[]) =>
  numbers
    .filter((index) => !lost.includes(index))
    .map((index) => ({ rtpTimestamp: index * 960, atMs: 100 + index * 20, sha256: '' }));
const gap = (fromMs: number, toMs: number): ArchiveGap => ({ fromMs, toMs, cause: 'recorderAway', packets: 0 });
const pace = { frameMs: 20, clockRate: 48_000 };

test('frames that are lost and declared, each', () => {
  const found = lossesOf(sent, kept([0, 5, 6, 7, 19]), [gap(200, 260)], pace);
  expect(found).toEqual({
    losses: [{ fromMs: 5_100, lostMs: 60 }],
    sent: 18,
    lost: 3,
    declared: 3,
    both: 3,
    wrong: [],
  });
});

test('a loss that is not declared, and a gap where nothing is lost', () => {
  expect(lossesOf(sent, kept([5]), [gap(300, 340)], pace)).toMatchObject({
    ...{ lost: 1, declared: 2, both: 0 },
    wrong: [
      'lost at 200 ms, declared: recorderAway 300 to 340',
      'kept at 300 ms, declared: recorderAway 300 to 340',
      'kept at 320 ms, declared: recorderAway 300 to 340',
    ],
  });
});
