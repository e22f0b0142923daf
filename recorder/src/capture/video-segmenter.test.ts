import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import type { Segment } from '../archive/segment.ts';
import type { AccessUnit } from '../codec/access-unit.ts';
import { VideoSegmenter } from './video-segmenter.ts';

const config = { family: 'avc', codec: 'avc1.42c01f', width: 320, height: 180, description: Buffer.of(1) } as const;
/** Pictures at 15 in a second. */
const frameTicks = 6_000;
const picture = (number: number, key = false): AccessUnit => ({
  rtpTimestamp: number * frameTicks,
  key,
  data: Buffer.of(number),
  config: key ? config : null,
});

/** Of a stream of which everything up to a picture is in the archive. */
function goesOnAt(number: number) {
  const segments: Segment[] = [];
  const gaps: ArchiveGap[] = [];
  const video = new VideoSegmenter({
    ssrc: 1,
    sink: { segment: (segment) => segments.push(segment), gap: (gap) => gaps.push(gap) },
    mediaMsAt: (rtpTimestamp) => rtpTimestamp / 90,
    takeCounts: () => ({ received: 0, expected: 0 }),
    journalFile: () => 1,
    requestKeyFrame: () => {},
    layerEndMs: (number * frameTicks) / 90,
    firstGapCause: 'recorderAway',
    skipBefore: number * frameTicks,
  });
  return { video, segments, gaps };
}

test('a single picture behind what is in the archive lasts as long as those before it', () => {
  const { video, segments, gaps } = goesOnAt(30);
  for (let number = 27; number < 30; number += 1) video.add(picture(number), 0);
  video.add(picture(30, true), 0);
  video.end();
  expect(segments).toMatchObject([{ startMs: 2_000, endRtpTimestamp: 31 * frameTicks }]);
  expect(segments[0]?.endMs).toBeCloseTo((31 * frameTicks) / 90, 3);
  expect(gaps).toEqual([]);
});

test('the way over what was lost is no length of a picture', () => {
  const { video, segments } = goesOnAt(30);
  video.add(picture(24), 0);
  video.add(picture(25), 0);
  video.lost(4);
  video.add(picture(30, true), 0);
  video.end();
  expect(segments[0]?.endMs).toBeCloseTo((31 * frameTicks) / 90, 3);
});
