import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { idleMs } from '../capture/segmenter.ts';
import { VideoSegmenter } from '../capture/video-segmenter.ts';
import { openSample } from './heal-sample.test-support.ts';
import type { KeptFrame } from './placed-frame.ts';
import { pictureReaderOf } from './read-picture.ts';

export type SampleCodec = 'avc1' | 'vp8';

/** A picture as its encoder gave it, and as a segment holds it. */
export interface SentPicture {
  number: number;
  /** Milliseconds since the first. */
  atMs: number;
  sent: Buffer;
  held: Buffer;
}

/** Near the end of 32 bits, so that the timestamps wrap in mid-lesson. */
const firstRtpTimestamp = 2 ** 32 - 90 * 3_000;
const sps = Buffer.from('6742c01fd900a02ff970110000030001000003003c8f16224e', 'hex');
const pps = Buffer.from('68cb8cb2', 'hex');

/** Pictures about every 40 ms, as unevenly as cameras give them, each different from all others; key are those of some numbers. */
export function sentPictures(count: number, codec: SampleCodec, isKey: (number: number) => boolean): SentPicture[] {
  return Array.from({ length: count }, (_, number) => {
    const uneven = [0, 9, -6, 4][number % 4] ?? 0;
    return { number, atMs: number === 0 ? 0 : number * 40 + uneven, ...pictureOf(codec, number, isKey(number)) };
  });
}

function pictureOf(codec: SampleCodec, number: number, key: boolean): Pick<SentPicture, 'sent' | 'held'> {
  const body = [number >> 8, (number & 0xff) | 1, (number & 0xff) ^ 0x55, 0x80];
  if (codec === 'vp8') {
    const data = Buffer.of(...(key ? [0, 1, 2, 0x9d, 0x01, 0x2a, 0x40, 1, 0xb4, 0] : [1]), ...body, number & 0xff);
    return { sent: data, held: data };
  }
  const nals = key ? [sps, pps, Buffer.of(0x65, 0x88, ...body)] : [Buffer.of(0x41, 0x9a, ...body)];
  return {
    sent: Buffer.concat(nals.flatMap((nal, index) => [Buffer.of(...(index === 0 ? [0] : []), 0, 0, 1), nal])),
    held: Buffer.concat(nals.flatMap((nal) => [Buffer.of(0, 0, 0, nal.length), nal])),
  };
}

/** As a browser would have kept them. */
export const keptOf = (pictures: readonly SentPicture[]): KeptFrame[] =>
  pictures.map(({ number, atMs, sent }) => ({
    ...{ number, data: sent },
    rtpTimestamp: (firstRtpTimestamp + Math.round(atMs * 90)) % 2 ** 32,
  }));

/** Writes a sealed archive of one camera `camera-1` of `teacher`, of which the pictures of some numbers never came. */
export async function makeLossyPictures(
  root: string,
  codec: SampleCodec,
  pictures: readonly SentPicture[],
  isLost: (number: number) => boolean,
): Promise<ArchiveFolder> {
  const { folder, sink, seal } = await openSample(root, {
    ...{ trackId: 'camera-1', source: 'camera', kind: 'video', channels: 1, clockRate: 90_000 },
    codec: codec === 'vp8' ? 'vp8' : 'h264',
  });
  const segmenter = new VideoSegmenter({
    ...{ ssrc: 1, sink, layerEndMs: null, firstGapCause: 'loss', skipBefore: null },
    mediaMsAt: (rtpTimestamp) => (rtpTimestamp - firstRtpTimestamp) / 90 + 1_000.4,
    takeCounts: () => ({ received: 0, expected: 0 }),
    ...{ journalFile: () => 1, requestKeyFrame: () => {} },
  });
  const read = pictureReaderOf(codec);
  let lost = 0;
  let lastAtMs = 0;
  for (const { number, atMs, held } of pictures) {
    const kind = read?.(held);
    if (!kind || isLost(number)) {
      lost += 1;
      continue;
    }
    if (atMs - lastAtMs >= idleMs) segmenter.expire(atMs);
    if (lost > 0) segmenter.lost(lost * 2);
    lost = 0;
    lastAtMs = atMs;
    segmenter.add({ rtpTimestamp: firstRtpTimestamp + Math.round(atMs * 90), data: held, ...kind }, atMs);
  }
  segmenter.end();
  await seal();
  return folder;
}
