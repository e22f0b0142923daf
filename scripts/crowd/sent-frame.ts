/** One frame as a seat has sent it. */
export interface SentFrame {
  /** As it stands in its packets' headers. */
  readonly rtpTimestamp: number;
  /** When it was sent, milliseconds since the epoch. */
  readonly atMs: number;
  /** When a camera or a microphone would have had it: picture and sound of one moment have the same. */
  readonly capturedMs: number;
  /** NAL units of a picture, or one Opus packet. */
  readonly units: readonly Buffer[];
}

const markId = Buffer.from('tongke-sent-mark', 'latin1');
const digits = 8;
const seiType = 6;
const userData = 5;

/**
 * The frames of a canned clip come again and again: a mark tells them apart wherever they are found. A picture has its timestamp in a unit of its
 * own (supplemental enhancement information, unregistered user data; ITU-T H.264, annex D), as digits, so that no start code can arise.
 */
export function pictureMark(rtpTimestamp: number): Buffer {
  const text = Buffer.from(rtpTimestamp.toString(16).padStart(digits, '0'), 'latin1');
  return Buffer.concat([Buffer.of(seiType, userData, markId.length + digits), markId, text, Buffer.of(0x80)]);
}

/** The timestamp of a marked picture; null where there is no mark. `unit` is all of it, in any framing. */
export function readPictureMark(unit: Buffer): number | null {
  const at = unit.indexOf(markId);
  if (at < 0) return null;
  return Number.parseInt(unit.toString('latin1', at + markId.length, at + markId.length + digits), 16);
}

/** Silence of 20 ms (RFC 6716, section 3.1: CELT, fullband, mono) whose timestamp is its padding (code 3, section 3.2.5). */
export function markedSilence(rtpTimestamp: number): Buffer {
  const packet = Buffer.from([0xfb, 0x41, 4, 0xff, 0xfe, 0, 0, 0, 0]);
  packet.writeUInt32BE(rtpTimestamp, 5);
  return packet;
}

/** The timestamp of marked silence; null for any other packet. */
export const readSilenceMark = (packet: Buffer): number | null =>
  packet.length === 9 && packet[0] === 0xfb && packet[2] === 4 ? packet.readUInt32BE(5) : null;
