import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arrivals } from './arrivals.ts';
import { Reception } from './reception.ts';
import {
  isKeyFrameRequest,
  readNacks,
  readSenderReport,
  writeReceiverReport,
  writeSenderReport,
  writeTransportFeedback,
} from './rtcp.ts';
import { isRtcp, type RtpHeader, readRtp, writeRtp } from './rtp.ts';

/** Reads transport-wide feedback as the draft writes it, with two-bit status vectors only. */
function readFeedback(packet: Buffer) {
  const base = packet.readUInt16BE(12);
  const count = packet.readUInt16BE(14);
  const chunks = Math.ceil(count / 7);
  let atTicks = packet.readUIntBE(16, 3) * 256;
  let offset = 20 + 2 * chunks;
  const arrivals: { transportSequence: number; ticks: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    const chunk = packet.readUInt16BE(20 + 2 * Math.floor(index / 7));
    expect(chunk >> 14).toBe(0b11);
    const symbol = (chunk >> (12 - 2 * (index % 7))) & 3;
    if (symbol === 0) continue;
    atTicks += symbol === 1 ? packet.readUInt8(offset) : packet.readInt16BE(offset);
    offset += symbol;
    arrivals.push({ transportSequence: (base + index) & 0xffff, ticks: atTicks });
  }
  expect(packet.length).toBe(Math.ceil(offset / 4) * 4);
  expect(packet.readUInt16BE(2)).toBe(packet.length / 4 - 1);
  return arrivals;
}

const header = (sequence: number, more: Partial<RtpHeader> = {}): RtpHeader => ({
  payloadType: 96,
  sequence,
  timestamp: 0,
  ssrc: 7,
  marker: false,
  transportSequence: undefined,
  sentMs: undefined,
  payloadBytes: 100,
  ...more,
});

describe('transport-wide feedback', () => {
  it('tells every arrival to a quarter of a millisecond, and what is missing between', () => {
    const steps = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 9 }), ms: fc.double({ min: 0, max: 400, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(steps, fc.nat(0xffff), fc.nat(3_600_000), (given, start, beginMs) => {
        let transportSequence = start;
        let atMs = beginMs;
        const arrivals = given.map(({ gap, ms }) => {
          transportSequence = (transportSequence + gap) & 0xffff;
          atMs += ms;
          return { transportSequence, atMs };
        });
        const packet = writeTransportFeedback(1, 2, 3, arrivals);
        const expected = arrivals.map((arrival) => ({
          transportSequence: arrival.transportSequence,
          ticks: Math.round(arrival.atMs * 4),
        }));
        expect(packet && readFeedback(packet)).toEqual(expected);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('says nothing about nothing', () => {
    expect(writeTransportFeedback(1, 2, 3, [])).toBeUndefined();
  });
});

describe('Arrivals', () => {
  it('takes the waiting of a busy thread out, and leaves a line that grows slower in', () => {
    const arrivals = new Arrivals();
    const add = (transportSequence: number, sentMs: number, atMs: number) =>
      arrivals.add(header(0, { transportSequence, sentMs: sentMs % 64_000 }), atMs);
    // The thread stood still: three packets, sent 10 ms apart, are seen at once.
    for (const [index, sentMs] of [63_990, 64_000, 64_010].entries()) add(index, sentMs, 1_025);
    const stalled = arrivals.take();
    expect(stalled.map(({ atMs }) => atMs - (stalled[0]?.atMs ?? 0))).toEqual(
      [0, 10, 20].map((ms) => expect.closeTo(ms)),
    );
    // From here on everything takes 50 ms longer.
    for (const [index, sentMs] of [64_110, 64_120].entries()) add(3 + index, sentMs, 1_065 + sentMs - 64_000);
    arrivals.take();
    for (const [index, sentMs] of [64_210, 64_220].entries()) add(5 + index, sentMs, 1_065 + sentMs - 64_000);
    const [late] = arrivals.take();
    expect((late?.atMs ?? 0) - (stalled[0]?.atMs ?? 0)).toBeCloseTo(220 + 50);
  });
});

describe('Reception', () => {
  it('counts losses through reordering and the wrap of sequence numbers', () => {
    const reception = new Reception(7, 90_000);
    const order = [65_533, 65_534, 0, 65_535, 1, 4, 3];
    for (const [index, sequence] of order.entries())
      reception.add(header(sequence, { timestamp: sequence }), 100 + index);
    expect(reception.counts).toMatchObject({ packets: 7, lost: 1, longestGapMs: 1 });
    const block = reception.block(200);
    expect(block).toMatchObject({ lost: 1, fractionLost: 1 / 8, highestSequence: 65_536 + 4 });
    expect(reception.block(300)?.fractionLost).toBe(0);
  });
});

describe('packets', () => {
  it('are read as they were written', () => {
    const packet = writeRtp(header(65_535, { marker: true, timestamp: 2 ** 32 - 1 }), Buffer.from('picture'));
    expect(readRtp(packet, {})).toEqual(header(65_535, { marker: true, timestamp: 2 ** 32 - 1, payloadBytes: 7 }));
    expect(isRtcp(packet)).toBe(false);
  });

  it('carry their extensions and padding', () => {
    const extension = Buffer.from([0xbe, 0xde, 0, 2, 0x51, 0x12, 0x34, 0x32, 0x04, 0, 0, 0]);
    const start = Buffer.from([0xb0, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7]);
    const packet = Buffer.concat([start, extension, Buffer.from([9, 9, 9, 0, 2])]);
    expect(readRtp(packet, { transportSequence: 5, sentTime: 3 })).toMatchObject({
      transportSequence: 0x1234,
      sentMs: 1_000,
      payloadBytes: 3,
    });
    expect(readRtp(packet.subarray(0, 20), { transportSequence: 5 })).toBeUndefined();
  });

  it('of reports say their streams', () => {
    const at = 1_700_000_000_500;
    const sender = writeSenderReport({ ssrc: 9, at, rtpTimestamp: 1, packets: 2, bytes: 3 });
    const seconds = Math.floor(at / 1_000) + 2_208_988_800;
    expect(readSenderReport(sender)).toEqual({ ssrc: 9, time: (((seconds & 0xffff) << 16) >>> 0) + 0x8000 });
    const block = {
      ssrc: 5,
      fractionLost: 0.5,
      lost: -2,
      highestSequence: 8,
      jitter: 1,
      lastSenderReport: 4,
      sinceSenderReportMs: 1_000,
    };
    const report = writeReceiverReport(1, [block]);
    expect([report.readUInt8(12), report.readIntBE(13, 3), report.readUInt32BE(28)]).toEqual([128, -2, 65_536]);
    expect(isRtcp(report)).toBe(true);
    const request = Buffer.from([0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2]);
    expect(isKeyFrameRequest(Buffer.concat([report, request]))).toBe(true);
    expect(isKeyFrameRequest(report)).toBe(false);
  });

  it('reads which packets are asked for again, over the wrap of their numbers', () => {
    // Two requests behind a receiver report, as they come in one packet (RFC 4585, section 6.2.1).
    const nack = Buffer.from('81cd000400000001000003e8fffe800100050000', 'hex');
    const report = writeReceiverReport(1, []);
    expect(readNacks(Buffer.concat([report, nack]))).toEqual([0xfffe, 0xffff, 14, 5]);
    expect(readNacks(report)).toEqual([]);
  });
});
