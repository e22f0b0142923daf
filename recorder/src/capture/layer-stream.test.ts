import { expect, test } from 'vitest';
import { HostClock } from '../rtp/host-clock.ts';
import { reorderWaitMs } from '../rtp/reorder-buffer.ts';
import type { RtpPacket } from '../rtp/rtp-packet.ts';
import { LayerStream } from './layer-stream.ts';

const packet = (sequenceNumber: number): RtpPacket => ({
  ...{ ssrc: 1, payloadType: 100, sequenceNumber, timestamp: sequenceNumber * 960, marker: false },
  payload: Buffer.of(0xf8, sequenceNumber),
});

test('a sound that was given up and comes after all is told under its timestamp', () => {
  const late: [number, Buffer][] = [];
  const stream = new LayerStream({
    tap: {
      ...{ trackId: 'mic', participantId: 'teacher', source: 'microphone', kind: 'audio', pipeId: 'pipe', layer: 0 },
      ...{ codec: 'opus', clockRate: 48_000, channels: 2, ssrc: 1, payloadType: 100 },
      ...{ retransmission: null, audioLevelId: null },
    },
    sink: { segment: () => {}, gap: () => {} },
    ...{ startedAtMs: 0, continuation: { layerEndMs: null, gapCause: 'sourcePaused', archived: null } },
    ...{ hostClock: new HostClock(() => {}), journalFile: () => 1, requestKeyFrame: () => {}, onKeyFrame: () => {} },
    onLate: (rtpTimestamp, data) => late.push([rtpTimestamp, data]),
  });
  for (const sequence of [10, 11, 14]) stream.receive(packet(sequence), 0);
  for (let nowMs = 0; nowMs <= reorderWaitMs + 40; nowMs += 20) stream.expire(nowMs);
  expect(stream.counts).toMatchObject({ lostPackets: 2, gaps: 1 });
  for (const sequence of [13, 13, 11]) stream.receive(packet(sequence), 2_000);
  expect(late).toEqual([[13 * 960, packet(13).payload]]);
  stream.close();
});
