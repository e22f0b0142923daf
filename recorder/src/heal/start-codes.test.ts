import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lengthsForStartCodes } from './start-codes.ts';

/** No start code lies within a NAL unit. */
const nal = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => Buffer.from([...bytes.map((byte) => Math.max(1, byte)), 0x80]));

test('NAL units behind start codes of either length come out behind their lengths', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(nal, fc.boolean()), { minLength: 1 }), (nals) => {
      const sent = Buffer.concat(nals.flatMap(([data, long]) => [Buffer.of(...(long ? [0] : []), 0, 0, 1), data]));
      const held = Buffer.concat(
        nals.flatMap(([data]) => [Buffer.of(0, 0, data.length >> 8, data.length & 255), data]),
      );
      expect(lengthsForStartCodes(sent)).toEqual(held);
    }),
  );
});

test('a parameter set that ends with a zero keeps it, as browsers send it', () => {
  const sent = Buffer.from('00000001674200000000016801', 'hex');
  expect(lengthsForStartCodes(sent)?.toString('hex')).toBe('00000003674200000000026801');
});

test('what has no start code at its beginning is none', () => {
  for (const data of [[], [0, 0], [5, 0, 0, 1, 9], [0, 0, 2]])
    expect(lengthsForStartCodes(Buffer.from(data))).toBeNull();
});
