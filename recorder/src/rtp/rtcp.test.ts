import { expect, test } from 'vitest';
import {
  GenericNack,
  type PictureLossIndication,
  RtcpPacketConverter,
  RtcpRrPacket,
  RtcpSenderInfo,
  RtcpSrPacket,
} from 'werift-rtp';
import { parseSenderReports, writeNack, writePictureLoss, writeReceiverReports } from './rtcp.ts';

const decode = (packet: Buffer) => RtcpPacketConverter.deSerialize(packet);

test('another implementation reads our reports', () => {
  const block = { ssrc: 7, fractionLost: 12, cumulativeLost: 34, highestSequence: 70_000, jitter: 5.4 };
  const blocks = Array.from({ length: 33 }, () => ({ ...block, lastSenderReport: 8, delaySinceLastSenderReport: 9 }));
  const packets = decode(writeReceiverReports(1, blocks));
  expect(packets.map((packet) => (packet instanceof RtcpRrPacket ? packet.reports.length : -1))).toEqual([31, 2]);
  const [first] = packets;
  expect(first instanceof RtcpRrPacket ? first.reports[0] : null).toMatchObject({
    ...{ ssrc: 7, fractionLost: 12, packetsLost: 34, highestSequence: 70_000, jitter: 5, lsr: 8, dlsr: 9 },
  });
});

test('another implementation reads our requests, over the wrap too', () => {
  const [nack] = decode(writeNack(1, 2, [65_534, 65_535, 3, 40]));
  expect(nack).toMatchObject({ feedback: expect.any(GenericNack) });
  expect((nack as { feedback: GenericNack }).feedback.lost.map((each) => each & 0xffff)).toEqual([
    65_534, 65_535, 3, 40,
  ]);
  const [pli] = decode(writePictureLoss(1, 2));
  expect((pli as { feedback: PictureLossIndication }).feedback).toMatchObject({ senderSsrc: 1, mediaSsrc: 2 });
});

test('reads the sender reports of a compound packet, and nothing from noise', () => {
  const ntpTimestamp = (BigInt(3_900_000_000) << 32n) | 0x80000000n;
  const info = new RtcpSenderInfo({ ntpTimestamp, rtpTimestamp: 1234, packetCount: 1, octetCount: 1 });
  const report = new RtcpSrPacket({ ssrc: 5, senderInfo: info }).serialize();
  const [read] = parseSenderReports(Buffer.concat([writeReceiverReports(1, []), report]));
  expect(read).toEqual({
    ...{ ssrc: 5, rtpTimestamp: 1234, ntpMs: (3_900_000_000 - 2_208_988_800) * 1000 + 500 },
    compactNtp: ((3_900_000_000 % 65_536) * 65_536 + 0x8000) >>> 0,
  });
  expect(parseSenderReports(Buffer.from('80c8ffff00', 'hex'))).toEqual([]);
});
