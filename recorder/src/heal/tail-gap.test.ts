import type { ArchiveGap, ArchiveLayer } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { withoutTail, withTail } from './tail-gap.ts';

const sent = { ssrc: 1, fromRtpTimestamp: 96_000, toRtpTimestamp: 192_000 };
const layerOf = (gaps: ArchiveGap[]): ArchiveLayer => ({
  ...{ layer: 0, codec: 'opus', container: 'cmaf', width: null, height: null, playlist: 'p', startMs: 0, endMs: 2_000 },
  segments: [{ path: 's', initPath: 'i', startMs: 0, durationMs: 2_000, lengthBytes: 1, sha256: '' }],
  ...{ gaps, sentUntil: { ssrc: 1, rtpTimestamp: 96_000 }, receivedPackets: 100, expectedPackets: 100 },
});
const frames = Array.from({ length: 100 }, (_, number) => ({
  ...{ number, rtpTimestamp: 96_000 + number * 960, data: Buffer.of(0xf8, 1) },
}));
const options = { kind: 'audio', untilMs: 10_000 } as const;

test('what is known behind a layer only by its sender is looked for, and no gap afterwards', () => {
  const open = withTail(layerOf([]), frames, options);
  expect(open.gaps).toMatchObject([{ fromMs: 2_000, cause: 'loss', sent: { fromRtpTimestamp: 96_000 } }]);
  expect(withoutTail(open).gaps).toEqual([]);
});

test('that no recorder was there is said behind the end already, and stays said', () => {
  const away: ArchiveGap = { fromMs: 2_000, toMs: 4_000, cause: 'recorderAway', packets: 0, sent };
  expect(withTail(layerOf([away]), frames, options).gaps).toEqual([away]);
  expect(withoutTail(layerOf([away])).gaps).toEqual([away]);
});
