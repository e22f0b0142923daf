import type { RtpPacket } from '../rtp/rtp-packet.ts';
import type { AccessUnit } from './access-unit.ts';
import type { Fragment, FragmentReader } from './frame-assembler.ts';

/** VP8 over RTP (RFC 7741, section 4). */
export class Vp8Reader implements FragmentReader {
  read({ payload }: RtpPacket): Fragment | null {
    const first = payload.readUInt8(0);
    let offset = 1;
    if (first & 0x80) {
      const extended = payload[offset] ?? 0;
      offset += 1;
      if (extended & 0x80) offset += (payload[offset] ?? 0) & 0x80 ? 2 : 1;
      if (extended & 0x40) offset += 1;
      if (extended & 0x30) offset += 1;
    }
    if (offset >= payload.length) return null;
    // The start of partition 0 is the start of the frame.
    return { begins: (first & 0x17) === 0x10, data: payload.subarray(offset) };
  }

  finish(data: Buffer, rtpTimestamp: number): AccessUnit | null {
    const key = ((data[0] ?? 1) & 1) === 0;
    if (!key) return { rtpTimestamp, key, data, config: null };
    // Frame tag, start code and sizes (RFC 6386, section 9.1).
    if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return null;
    const width = data.readUInt16LE(6) & 0x3fff;
    const height = data.readUInt16LE(8) & 0x3fff;
    return { rtpTimestamp, key, data, config: { family: 'vp8', codec: 'vp8', width, height, description: null } };
  }
}
