import fc from 'fast-check';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isInOrder } from './cmaf-segment.ts';
import type { MediaConfig, Sample, Segment } from './segment.ts';
import { muxInit, muxMedia, muxSegment } from './segment-muxer.ts';

const avc: MediaConfig = {
  family: 'avc',
  codec: 'avc1.42c01f',
  width: 320,
  height: 180,
  // A record without parameter sets: what is written here is not decoded.
  description: Buffer.from('0142c01fffe00000', 'hex'),
};
const opus: MediaConfig = { family: 'opus', codec: 'opus', channels: 2 };

const segmentOf = (config: MediaConfig, startMs: number, samples: Sample[], endRtpTimestamp: number): Segment => ({
  ...{ config, startMs, endMs: startMs + 2_000, samples, endRtpTimestamp },
  ...{ ssrc: 1, receivedPackets: 1, expectedPackets: 1, silentFrames: 0, lossFrames: 0, journalFile: 1 },
});

const segments = fc
  .record({
    isSound: fc.boolean(),
    startMs: fc.double({ min: 0, max: 20 * 3_600_000, noNaN: true }),
    samples: fc.array(
      fc.record({
        data: fc.uint8Array({ minLength: 1, maxLength: 40 }),
        key: fc.boolean(),
        ticks: fc.integer({ min: 90, max: 9_000 }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
  })
  .map(({ isSound, startMs, samples }) => {
    let rtpTimestamp = 2 ** 32;
    const made = samples.map(({ data, key, ticks }, index) => {
      const sample = { data: Buffer.from(data), key: isSound || index === 0 || key, rtpTimestamp };
      rtpTimestamp += ticks;
      return sample;
    });
    return segmentOf(isSound ? opus : avc, startMs, made, rtpTimestamp);
  });

async function read(segment: Segment) {
  const file = Buffer.concat([(await muxInit(segment)) ?? Buffer.alloc(0), await muxMedia(segment)]);
  const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS });
  const [track] = await input.getTracks();
  if (track === undefined) throw new Error('no track');
  const packets = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}

test('another reader finds each sample at its place, whole, and as long as the way to the next one', async () => {
  await fc.assert(
    fc.asyncProperty(segments, async (segment) => {
      const packets = await read(segment);
      expect(packets.map(({ data }) => Buffer.from(data))).toEqual(segment.samples.map(({ data }) => data));
      expect(packets.map(({ type }) => type === 'key')).toEqual(segment.samples.map(({ key }) => key));
      const first = segment.samples[0]?.rtpTimestamp ?? 0;
      const secondsPerTick = 2 / (segment.endRtpTimestamp - first);
      for (const [index, { timestamp, duration }] of packets.entries()) {
        const at = segment.startMs / 1_000 + ((segment.samples[index]?.rtpTimestamp ?? 0) - first) * secondsPerTick;
        const next = packets[index + 1]?.timestamp ?? (segment.startMs + 2_000) / 1_000;
        expect(Math.abs(timestamp - at)).toBeLessThan(1 / 48_000);
        expect(Math.abs(timestamp + duration - next)).toBeLessThan(1 / 48_000);
      }
    }),
    { numRuns: 50 },
  );
});

test('a segment ends at the very tick where the next one begins', async () => {
  const sample = (rtpTimestamp: number): Sample => ({ data: Buffer.of(1), key: true, rtpTimestamp });
  const first = await read(segmentOf(opus, 1_000.0101, [sample(0), sample(960)], 96_001));
  const second = await read(segmentOf(opus, 3_000.0101, [sample(96_001), sample(96_961)], 192_000));
  const end = (first.at(-1)?.timestamp ?? 0) + (first.at(-1)?.duration ?? 0);
  expect(second[0]?.timestamp).toBeCloseTo(end, 9);
});

test('the initialisation segment is the same whatever the segment holds', async () => {
  // It says when it was made.
  vi.setSystemTime(0);
  onTestFinished(() => void vi.useRealTimers());
  const sample = (rtpTimestamp: number, lengthBytes: number): Sample => {
    return { data: Buffer.alloc(lengthBytes, 1), key: true, rtpTimestamp };
  };
  for (const config of [avc, opus]) {
    const short = segmentOf(config, 0, [sample(0, 10)], 960);
    const long = segmentOf(config, 900_000, [sample(0, 10), sample(960, 900)], 180_000);
    expect(await muxInit(short)).toEqual(await muxInit(long));
    expect((await muxSegment(long)).init).toEqual(await muxInit(short));
    expect((await muxSegment(long)).media).toEqual(await muxMedia(long));
  }
});

test('samples out of order are written by the muxer that can', async () => {
  const at = (rtpTimestamp: number, key: boolean): Sample => ({ data: Buffer.of(1, 2), key, rtpTimestamp });
  const segment = segmentOf(avc, 0, [at(0, true), at(6_000, false), at(3_000, false)], 9_000);
  expect(isInOrder(segment)).toBe(false);
  expect(await read(segment)).toHaveLength(3);
});
