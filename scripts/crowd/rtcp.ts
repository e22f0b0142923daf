/** How one stream arrives, as a receiver report says it (RFC 3550, section 6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** Of the packets since the last report, 0 to 1. */
  readonly fractionLost: number;
  readonly lost: number;
  /** With the count of wraps in its upper 16 bits. */
  readonly highestSequence: number;
  /** In units of the stream's clock. */
  readonly jitter: number;
  /** Middle 32 bits of the last sender report's time, and milliseconds since it came; 0 before the first. */
  readonly lastSenderReport: number;
  readonly sinceSenderReportMs: number;
}

/** Writes a receiver report of at most 31 blocks. */
export function writeReceiverReport(reporterSsrc: number, blocks: readonly ReportBlock[]): Buffer {
  const packet = Buffer.alloc(8 + 24 * blocks.length);
  writeHeader(packet, blocks.length, 201);
  packet.writeUInt32BE(reporterSsrc, 4);
  for (const [index, block] of blocks.entries()) {
    const at = 8 + 24 * index;
    packet.writeUInt32BE(block.ssrc, at);
    packet.writeUInt8(Math.min(255, Math.round(block.fractionLost * 256)), at + 4);
    packet.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, block.lost)), at + 5, 3);
    packet.writeUInt32BE(block.highestSequence >>> 0, at + 8);
    packet.writeUInt32BE(Math.round(block.jitter) >>> 0, at + 12);
    packet.writeUInt32BE(block.lastSenderReport >>> 0, at + 16);
    packet.writeUInt32BE(Math.round(block.sinceSenderReportMs * 65.536) >>> 0, at + 20);
  }
  return packet;
}

/** Writes a sender report without blocks (RFC 3550, section 6.4.1). */
export function writeSenderReport(report: {
  readonly ssrc: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly rtpTimestamp: number;
  readonly packets: number;
  readonly bytes: number;
}): Buffer {
  const packet = Buffer.alloc(28);
  writeHeader(packet, 0, 200);
  packet.writeUInt32BE(report.ssrc, 4);
  const seconds = report.at / 1_000 + 2_208_988_800;
  packet.writeUInt32BE(Math.floor(seconds) >>> 0, 8);
  packet.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32) >>> 0, 12);
  packet.writeUInt32BE(report.rtpTimestamp >>> 0, 16);
  packet.writeUInt32BE(report.packets >>> 0, 20);
  packet.writeUInt32BE(report.bytes >>> 0, 24);
  return packet;
}

/** A sender report's stream and the middle 32 bits of its time; undefined for any other packet. */
export function readSenderReport(packet: Buffer): { readonly ssrc: number; readonly time: number } | undefined {
  if (packet.length < 28 || packet[1] !== 200) return undefined;
  return { ssrc: packet.readUInt32BE(4), time: packet.readUInt32BE(10) };
}

/** Whether a compound packet asks for a key frame (PLI of RFC 4585, section 6.3.1). */
export function isKeyFrameRequest(packet: Buffer): boolean {
  for (let at = 0; at + 4 <= packet.length; at += 4 + 4 * packet.readUInt16BE(at + 2)) {
    if (packet[at + 1] === 206 && ((packet[at] ?? 0) & 0x1f) === 1) return true;
  }
  return false;
}

/** The sequence numbers that a compound packet asks for again (generic NACK of RFC 4585, section 6.2.1). */
export function readNacks(packet: Buffer): number[] {
  const wanted: number[] = [];
  for (let at = 0; at + 4 <= packet.length; at += 4 + 4 * packet.readUInt16BE(at + 2)) {
    if (packet[at + 1] !== 205 || ((packet[at] ?? 0) & 0x1f) !== 1) continue;
    const end = Math.min(packet.length, at + 4 + 4 * packet.readUInt16BE(at + 2));
    for (let item = at + 12; item + 4 <= end; item += 4) {
      const [first, more] = [packet.readUInt16BE(item), packet.readUInt16BE(item + 2)];
      wanted.push(first);
      for (let bit = 0; bit < 16; bit += 1) if (more & (1 << bit)) wanted.push((first + bit + 1) & 0xffff);
    }
  }
  return wanted;
}

/** A packet with its transport-wide number, and when it came. */
export interface Arrival {
  readonly transportSequence: number;
  readonly atMs: number;
}

/**
 * Writes transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1) for arrivals in
 * rising order without repeats. What is missing between them is told as lost.
 */
export function writeTransportFeedback(
  reporterSsrc: number,
  mediaSsrc: number,
  feedbackCount: number,
  arrivals: readonly Arrival[],
): Buffer | undefined {
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const count = ((last.transportSequence - first.transportSequence) & 0xffff) + 1;
  const reference = Math.floor(first.atMs / 64);
  const symbols = new Uint8Array(count);
  const deltas: number[] = [];
  let beforeTicks = reference * 256;
  for (const { transportSequence, atMs } of arrivals) {
    const ticks = Math.round(atMs * 4);
    const delta = ticks - beforeTicks;
    beforeTicks = ticks;
    const small = delta >= 0 && delta <= 255;
    symbols[(transportSequence - first.transportSequence) & 0xffff] = small ? 1 : 2;
    if (small) deltas.push(delta);
    else deltas.push(((delta & 0xff00) >> 8) & 0xff, delta & 0xff);
  }
  const chunks = Math.ceil(count / 7);
  const length = Math.ceil((20 + 2 * chunks + deltas.length) / 4) * 4;
  const packet = Buffer.alloc(length);
  writeHeader(packet, 15, 205);
  packet.writeUInt32BE(reporterSsrc, 4);
  packet.writeUInt32BE(mediaSsrc, 8);
  packet.writeUInt16BE(first.transportSequence & 0xffff, 12);
  packet.writeUInt16BE(count, 14);
  packet.writeUIntBE(reference & 0xff_ffff, 16, 3);
  packet.writeUInt8(feedbackCount & 0xff, 19);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    // A status vector of seven two-bit symbols.
    let bits = 0b11;
    for (let index = 0; index < 7; index += 1) bits = bits * 4 + (symbols[chunk * 7 + index] ?? 0);
    packet.writeUInt16BE(bits, 20 + 2 * chunk);
  }
  for (const [index, byte] of deltas.entries()) packet.writeUInt8(byte, 20 + 2 * chunks + index);
  return packet;
}

function writeHeader(packet: Buffer, count: number, type: number): void {
  packet[0] = 0x80 | count;
  packet[1] = type;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
}
