/** What an RTP header says (RFC 3550, section 5.1; one-byte header extensions of RFC 8285). */
export interface RtpHeader {
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly marker: boolean;
  /** Transport-wide sequence number, where the packet carries the extension of the given id. */
  readonly transportSequence: number | undefined;
  /** When it was sent, in milliseconds that wrap at 64 s (`abs-send-time`), where the packet tells. */
  readonly sentMs: number | undefined;
  /** Bytes of payload, padding not counted. */
  readonly payloadBytes: number;
}

/** Ids of the header extensions that are read; undefined: not in use. */
export interface ExtensionIds {
  readonly transportSequence?: number;
  readonly sentTime?: number;
}

/** Tells RTCP from RTP on one port (RFC 5761, section 4). */
export function isRtcp(packet: Buffer): boolean {
  const type = packet[1] ?? 0;
  return type >= 192 && type <= 223;
}

/** @returns undefined when the packet is no RTP */
export function readRtp(packet: Buffer, ids: ExtensionIds): RtpHeader | undefined {
  const [first, second] = [packet[0], packet[1]];
  if (first === undefined || second === undefined || packet.length < 12 || first >> 6 !== 2) return undefined;
  let offset = 12 + 4 * (first & 0x0f);
  let elements: Buffer | undefined;
  if (first & 0x10) {
    if (packet.length < offset + 4) return undefined;
    const end = offset + 4 + 4 * packet.readUInt16BE(offset + 2);
    if (packet.length < end) return undefined;
    if (packet.readUInt16BE(offset) === 0xbede) elements = packet.subarray(offset + 4, end);
    offset = end;
  }
  const sent = elements && findElement(elements, ids.sentTime, 3)?.readUIntBE(0, 3);
  const padding = first & 0x20 ? (packet.at(-1) ?? 0) : 0;
  return {
    payloadType: second & 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    marker: (second & 0x80) !== 0,
    transportSequence: elements && findElement(elements, ids.transportSequence, 2)?.readUInt16BE(0),
    sentMs: sent === undefined ? undefined : sent / 262.144,
    payloadBytes: Math.max(0, packet.length - offset - padding),
  };
}

function findElement(elements: Buffer, wantedId: number | undefined, wantedLength: number): Buffer | undefined {
  for (let at = 0; at < elements.length; ) {
    const head = elements[at] ?? 0;
    if (head === 0) {
      at += 1;
      continue;
    }
    const length = (head & 0x0f) + 1;
    if (head >> 4 === wantedId && length === wantedLength && at + 1 + length <= elements.length) {
      return elements.subarray(at + 1, at + 1 + length);
    }
    at += 1 + length;
  }
  return undefined;
}

/** A header extension of one byte. */
export interface ByteExtension {
  readonly id: number;
  readonly value: number;
}

/** Writes a packet, with one header extension or none. */
export function writeRtp(
  header: Omit<RtpHeader, 'payloadBytes' | 'transportSequence' | 'sentMs'>,
  payload: Buffer,
  extension?: ByteExtension,
): Buffer {
  const headBytes = extension ? 20 : 12;
  const packet = Buffer.alloc(headBytes + payload.length);
  packet[0] = extension ? 0x90 : 0x80;
  if (extension) {
    packet.writeUInt16BE(0xbede, 12);
    packet.writeUInt16BE(1, 14);
    packet[16] = extension.id << 4;
    packet[17] = extension.value;
  }
  packet[1] = (header.marker ? 0x80 : 0) | header.payloadType;
  packet.writeUInt16BE(header.sequence & 0xffff, 2);
  packet.writeUInt32BE(header.timestamp >>> 0, 4);
  packet.writeUInt32BE(header.ssrc >>> 0, 8);
  payload.copy(packet, headBytes);
  return packet;
}
