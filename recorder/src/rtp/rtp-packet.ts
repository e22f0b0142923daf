/** One RTP packet (RFC 3550), its payload a view into the datagram. */
export interface RtpPacket {
  ssrc: number;
  payloadType: number;
  sequenceNumber: number;
  timestamp: number;
  marker: boolean;
  /** Without padding; empty for a packet of padding only. */
  payload: Buffer;
}

const fixedHeaderBytes = 12;

/** Whether a datagram on a shared port is RTCP (RFC 5761, section 4). */
export function isRtcp(datagram: Buffer): boolean {
  const type = datagram[1] ?? 0;
  return type >= 192 && type <= 223;
}

/**
 * Reads the header of a datagram; null when it is no RTP packet. Extensions are skipped, never parsed: the archive needs
 * none of them, and a general parser costs 3 µs a packet.
 */
export function parseRtpPacket(datagram: Buffer): RtpPacket | null {
  if (datagram.length < fixedHeaderBytes) return null;
  const first = datagram.readUInt8(0);
  if (first >> 6 !== 2) return null;
  let start = fixedHeaderBytes + (first & 0x0f) * 4;
  let end = datagram.length;
  if (first & 0x10) {
    if (start + 4 > end) return null;
    start += 4 + datagram.readUInt16BE(start + 2) * 4;
  }
  if (first & 0x20) {
    const padding = datagram.readUInt8(end - 1);
    if (padding === 0) return null;
    end -= padding;
  }
  if (start > end) return null;
  const second = datagram.readUInt8(1);
  return {
    ssrc: datagram.readUInt32BE(8),
    payloadType: second & 0x7f,
    sequenceNumber: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    marker: second >= 0x80,
    payload: datagram.subarray(start, end),
  };
}

/** The original of a retransmission (RFC 4588, section 4); null when it carries none (padding to probe a line). */
export function unwrapRetransmission(packet: RtpPacket, ssrc: number, payloadType: number): RtpPacket | null {
  if (packet.payload.length < 2) return null;
  const sequenceNumber = packet.payload.readUInt16BE(0);
  return { ...packet, ssrc, payloadType, sequenceNumber, payload: packet.payload.subarray(2) };
}
