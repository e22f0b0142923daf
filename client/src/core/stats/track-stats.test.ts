import { expect, test } from 'vitest';
import { bitrateBetween, sampleTrack } from './track-stats.ts';

const layer = (rid: string, frameHeight: number, framesPerSecond: number, bytesSent: number) => [
  rid,
  {
    type: 'outbound-rtp',
    rid,
    frameHeight,
    frameWidth: (frameHeight * 16) / 9,
    framesPerSecond,
    bytesSent,
    framesEncoded: 10,
    codecId: 'c',
  },
];

test('of several layers the largest that moves gives size and rate; bytes are those of all', () => {
  const report = new Map<string, unknown>([
    layer('r0', 180, 15, 1_000),
    layer('r1', 360, 15, 3_000),
    layer('r2', 720, 0, 500),
    ['c', { type: 'codec', mimeType: 'video/H264' }],
    ['x', { type: 'remote-inbound-rtp', packetsLost: 4 }],
  ] as [string, unknown][]);
  const sample = sampleTrack(report, 'send', 1_000);
  expect(sample.stats).toMatchObject({ width: 640, height: 360, layer: 1, codec: 'video/H264', packetsLost: 4 });
  expect(sample.stats).toMatchObject({ framesEncoded: 30, framesDecoded: null });
  expect(sample.bytes).toBe(4_500);
  expect(bitrateBetween({ ...sample, at: 0, bytes: 2_000 }, sample)).toBe(20_000);
});

test('what stands still has no rate, and an empty report no numbers', () => {
  const still = sampleTrack(new Map([layer('r0', 180, 0, 9)] as [string, unknown][]), 'send', 0);
  expect(still.stats).toMatchObject({ framesPerSecond: 0, layer: null });
  expect(sampleTrack(new Map(), 'receive', 0).stats).toMatchObject({ packetsLost: null, codec: null, width: null });
  expect(bitrateBetween(undefined, still)).toBeNull();
});
