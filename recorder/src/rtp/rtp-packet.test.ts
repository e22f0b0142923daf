import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RtpHeader, RtpPacket } from 'werift-rtp';
import { isRtcp, parseRtpPacket, unwrapRetransmission } from './rtp-packet.ts';

const headers = fc.record({
  marker: fc.boolean(),
  payloadType: fc.integer({ min: 0, max: 127 }),
  sequenceNumber: fc.integer({ min: 0, max: 0xffff }),
  timestamp: fc.integer({ min: 0, max: 0xffffffff }),
  ssrc: fc.integer({ min: 0, max: 0xffffffff }),
  csrc: fc.array(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 3 }),
  extensions: fc.array(
    fc.record({ id: fc.integer({ min: 1, max: 14 }), payload: fc.uint8Array({ minLength: 1, maxLength: 16 }) }),
    { maxLength: 3 },
  ),
});

test('reads every packet as werift writes it', () => {
  fc.assert(
    fc.property(headers, fc.uint8Array({ maxLength: 64 }), fc.integer({ min: 0, max: 8 }), (fields, data, padding) => {
      const extensions = fields.extensions.map(({ id, payload }) => ({ id, payload: Buffer.from(payload) }));
      const header = new RtpHeader({ ...fields, extensions, padding: padding > 0, paddingSize: padding });
      const parsed = parseRtpPacket(new RtpPacket(header, Buffer.from(data)).serialize());
      const { marker, payloadType, sequenceNumber, timestamp, ssrc } = fields;
      expect(parsed).toEqual({ marker, payloadType, sequenceNumber, timestamp, ssrc, payload: Buffer.from(data) });
    }),
  );
});

test('refuses or reads whatever comes, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
      const packet = parseRtpPacket(Buffer.from(data));
      if (packet !== null) expect(packet.payload.length).toBeLessThanOrEqual(data.length - 12);
    }),
  );
});

test('tells RTCP from RTP on one port', () => {
  expect(isRtcp(Buffer.of(0x80, 200))).toBe(true);
  expect(isRtcp(Buffer.of(0x80, 96))).toBe(false);
  expect(isRtcp(Buffer.of(0x80, 0x80 | 96))).toBe(false);
});

test('unwraps a retransmission, and nothing from padding', () => {
  const packet = {
    ssrc: 9,
    payloadType: 97,
    sequenceNumber: 5,
    timestamp: 1,
    marker: true,
    payload: Buffer.of(1, 2, 3),
  };
  expect(unwrapRetransmission(packet, 7, 96)).toEqual({
    ...packet,
    ...{ ssrc: 7, payloadType: 96, sequenceNumber: 0x0102, payload: Buffer.of(3) },
  });
  expect(unwrapRetransmission({ ...packet, payload: Buffer.alloc(0) }, 7, 96)).toBeNull();
});
