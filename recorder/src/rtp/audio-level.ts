/** Names the header extension in RTP parameters (RFC 6464). */
export const audioLevelUri = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';
/** The level of sound that is nothing but zeros, in dB below the loudest (−dBov). */
export const digitalSilence = 127;

const fixedHeaderBytes = 12;
/** One-byte header extensions (RFC 8285, section 4.2); the sfu writes no others. */
const oneByteProfile = 0xbede;

/**
 * How loud a packet's sound was when it was captured, as its sender measured it: 0 is the loudest, {@link digitalSilence} nothing (RFC 6464,
 * section 3). Null when the packet does not tell. `extensionId` is the extension's id in the stream's RTP parameters.
 */
export function readAudioLevel(datagram: Buffer, extensionId: number): number | null {
  const first = datagram[0] ?? 0;
  if (datagram.length < fixedHeaderBytes || (first & 0x10) === 0) return null;
  let at = fixedHeaderBytes + (first & 0x0f) * 4;
  if (at + 4 > datagram.length || datagram.readUInt16BE(at) !== oneByteProfile) return null;
  const end = Math.min(at + 4 + datagram.readUInt16BE(at + 2) * 4, datagram.length);
  at += 4;
  while (at < end) {
    const head = datagram.readUInt8(at);
    if (head === 0) {
      at += 1;
      continue;
    }
    const lengthBytes = (head & 0x0f) + 1;
    if (head >> 4 === extensionId && at + 1 < end) return datagram.readUInt8(at + 1) & 0x7f;
    at += 1 + lengthBytes;
  }
  return null;
}
