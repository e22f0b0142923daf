import { expect, test } from 'vitest';
import { markedSilence, pictureMark, readPictureMark, readSilenceMark } from './sent-frame.ts';

test('a mark is read back from wherever it stands, and holds no start code', () => {
  for (const rtpTimestamp of [0, 1, 0x00_00_01_00, 0xffff_ffff]) {
    const mark = pictureMark(rtpTimestamp);
    expect(readPictureMark(Buffer.concat([Buffer.alloc(40), mark, Buffer.alloc(40)]))).toBe(rtpTimestamp);
    expect(mark.indexOf(Buffer.of(0, 0))).toBe(-1);
    expect(readSilenceMark(markedSilence(rtpTimestamp))).toBe(rtpTimestamp);
  }
  expect(readPictureMark(Buffer.alloc(100))).toBeNull();
  expect(readSilenceMark(Buffer.of(0xf8, 0xff, 0xfe))).toBeNull();
});
