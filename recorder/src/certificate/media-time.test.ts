import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { mediaTimeOf } from './media-time.ts';

const gap = (fromMs: number, toMs: number, cause: ArchiveGap['cause']): ArchiveGap => ({
  fromMs,
  toMs,
  cause,
  packets: 1,
});
const nothing = { dtxMs: 0, lossMs: 0 };

test('what was not sent is not expected; what overlaps is missed once', () => {
  const gaps = [
    gap(4_000, 6_000, 'sourcePaused'),
    gap(1_000, 1_500, 'loss'),
    gap(1_200, 1_700, 'noKeyFrame'),
    gap(1_000, 1_100, 'loss'),
  ];
  expect(mediaTimeOf({ startMs: 0, endMs: 10_000, gaps }, { dtxMs: 40, lossMs: 20 })).toEqual({
    expectedMs: 8_000,
    receivedMs: 7_300,
    filledDtxMs: 40,
    filledLossMs: 20,
  });
});

test('gaps at the ends are expected time too', () => {
  const gaps = [gap(0, 500, 'writeFailed'), gap(10_000, 12_000, 'recorderAway')];
  expect(mediaTimeOf({ startMs: 500, endMs: 10_000, gaps }, nothing)).toMatchObject({
    expectedMs: 12_000,
    receivedMs: 9_500,
  });
  expect(mediaTimeOf({ startMs: 500, endMs: 10_000, gaps: [] }, nothing)).toMatchObject({
    expectedMs: 9_500,
    receivedMs: 9_500,
  });
});
