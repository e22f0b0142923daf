import type { RtpPacket } from '../rtp/rtp-packet.ts';

/** How one access unit's NAL units travel: groups of them in STAP-As, big ones in FU-As of `fragmentBytes`. */
export interface Packetisation {
  fragmentBytes: number;
  aggregate: boolean;
}

/** RTP payloads of one access unit (RFC 6184). Written apart from the assembler, from the RFC's own pictures. */
export function packetise(nals: readonly Buffer[], { fragmentBytes, aggregate }: Packetisation): Buffer[] {
  const payloads: Buffer[] = [];
  let group: Buffer[] = [];
  const flush = () => {
    if (group.length === 1) payloads.push(...group);
    if (group.length > 1) {
      const parts = group.flatMap((nal) => [Buffer.of(nal.length >> 8, nal.length & 255), nal]);
      payloads.push(Buffer.concat([Buffer.of(0x78), ...parts]));
    }
    group = [];
  };
  for (const nal of nals) {
    if (nal.length > fragmentBytes) {
      flush();
      payloads.push(...fragments(nal, fragmentBytes));
    } else {
      group.push(nal);
      if (!aggregate || group.length === 3) flush();
    }
  }
  flush();
  return payloads;
}

function fragments(nal: Buffer, fragmentBytes: number): Buffer[] {
  const header = nal.readUInt8(0);
  const payloads: Buffer[] = [];
  for (let offset = 1; offset < nal.length; offset += fragmentBytes) {
    const end = Math.min(nal.length, offset + fragmentBytes);
    const marks = (offset === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0);
    payloads.push(Buffer.concat([Buffer.of((header & 0xe0) | 28, marks | (header & 0x1f)), nal.subarray(offset, end)]));
  }
  return payloads;
}

/** Packets in order, the last of each unit marked. */
export function packetsOf(units: readonly { rtpTimestamp: number; payloads: Buffer[] }[], first = 65_500): RtpPacket[] {
  let sequence = first;
  return units.flatMap(({ rtpTimestamp, payloads }) =>
    payloads.map((payload, index) => {
      sequence = (sequence + 1) & 0xffff;
      const marker = index === payloads.length - 1;
      return { ssrc: 1, payloadType: 96, sequenceNumber: sequence, timestamp: rtpTimestamp, marker, payload };
    }),
  );
}
