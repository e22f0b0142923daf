import type { ArchiveGap } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import type { Segment } from '../archive/segment.ts';
import { opusSilence } from '../codec/opus.ts';
import { AudioSegmenter } from './audio-segmenter.ts';

const sound = Buffer.of(0xf8, 1, 2, 3);
const frame = 960;

function segmenter() {
  const segments: Segment[] = [];
  const gaps: ArchiveGap[] = [];
  const audio = new AudioSegmenter(
    {
      ssrc: 1,
      sink: { segment: (segment) => segments.push(segment), gap: (gap) => gaps.push(gap) },
      mediaMsAt: (rtpTimestamp) => rtpTimestamp / 48,
      takeCounts: () => ({ received: 0, expected: 0 }),
      journalFile: () => 1,
      requestKeyFrame: () => {},
      layerEndMs: null,
      firstGapCause: 'sourcePaused',
      skipBefore: null,
    },
    1,
  );
  const silences = () => segments.flatMap(({ samples }) => samples.filter(({ data }) => data === opusSilence)).length;
  const frames = () => segments.flatMap(({ samples }) => samples).length;
  return { audio, segments, gaps, silences, frames };
}

test('what a silent sender leaves out is filled, marked, and no gap', () => {
  const { audio, segments, gaps, silences, frames } = segmenter();
  // Discontinuous transmission: one packet in 400 ms.
  for (let index = 0; index < 10; index += 1) audio.add(sound, index * 20 * frame, index * 400);
  audio.end();
  expect(silences()).toBe(9 * 19);
  expect(frames()).toBe(9 * 20 + 1);
  expect(segments.reduce((sum, { silentFrames }) => sum + silentFrames, 0)).toBe(9 * 19);
  expect(segments.reduce((sum, { lossFrames }) => sum + lossFrames, 0)).toBe(0);
  expect(gaps).toEqual([]);
  expect(segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 2_000],
    [2_000, 3_620],
  ]);
});

test('what was lost is filled too, and declared', () => {
  const { audio, segments, gaps, silences } = segmenter();
  audio.add(sound, 0, 0);
  audio.lost(3);
  audio.add(sound, 4 * frame, 80);
  audio.end();
  expect(silences()).toBe(3);
  expect(segments[0]).toMatchObject({ silentFrames: 3, lossFrames: 3 });
  const sent = { ssrc: 1, fromRtpTimestamp: frame, toRtpTimestamp: 4 * frame };
  expect(gaps).toEqual([{ fromMs: 20, toMs: 80, cause: 'loss', packets: 3, sent }]);
});

test('what was lost over the end of a segment is one gap, and lies where the segments have their silence', () => {
  const { audio, segments, gaps } = segmenter();
  for (let index = 0; index < 98; index += 1) audio.add(sound, index * frame, index * 20);
  audio.lost(4);
  for (let index = 102; index < 110; index += 1) audio.add(sound, index * frame, index * 20);
  expect(gaps).toEqual([]);
  audio.end();
  expect(segments.map(({ lossFrames }) => lossFrames)).toEqual([2, 2]);
  const sent = { ssrc: 1, fromRtpTimestamp: 98 * frame, toRtpTimestamp: 102 * frame };
  expect(gaps).toEqual([{ fromMs: 1_960, toMs: 2_040, cause: 'loss', packets: 4, sent }]);
});

test('a long silence is a gap, not a file of nothing', () => {
  const { audio, segments, gaps, silences } = segmenter();
  audio.add(sound, 0, 0);
  audio.expire(3_000);
  audio.add(sound, 500 * frame, 10_000);
  audio.end();
  expect(silences()).toBe(0);
  expect(segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 20],
    [10_000, 10_020],
  ]);
  expect(gaps).toEqual([{ fromMs: 20, toMs: 10_000, cause: 'sourcePaused', packets: 0 }]);
});
