import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packFrames, unpackFrames } from './frame-block.ts';

const frame = fc.record({
  number: fc.nat(2 ** 32 - 1),
  rtpTimestamp: fc.nat(2 ** 32 - 1),
  data: fc.uint8Array({ maxLength: 200 }).map((data) => new Uint8Array(data)),
});

test('what is packed is unpacked, and of a torn piece what is whole', () => {
  fc.assert(
    fc.property(fc.array(frame), fc.nat(50), (frames, torn) => {
      const block = packFrames(frames);
      expect(unpackFrames(block)).toEqual(frames);
      const left = unpackFrames(block.slice(0, Math.max(0, block.length - torn)));
      expect(left).toEqual(frames.slice(0, left.length));
    }),
  );
});
