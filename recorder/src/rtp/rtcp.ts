/** One report about one received stream (RFC 3550, section 6.4.1). */
export interface ReportBlock {
  ssrc: number;
  /** 0 to 255. */
  fractionLost: number;
  cumulativeLost: number;
  highestSequence: number;
  jitter: number;
  /** Middle 32 bits of the last sender report's NTP time; 0 when there was none. */
  lastSenderReport: number;
  /** Since that report, in 1/65,536 s. */
  delaySinceLastSenderReport: number;
}

/** What a sender says about its clock: at `ntpMs` on its wall clock, the RTP clock stood at `rtpTimestamp`. */
export interface SenderReport {
  ssrc: number;
  /** Milliseconds since 1970. */
  ntpMs: number;
  /** Middle 32 bits of the NTP time. */
  compactNtp: number;
  rtpTimestamp: number;
}

const senderReportType = 200;
const receiverReportType = 201;
const transportFeedbackType = 205;
const payloadFeedbackType = 206;
const genericNack = 1;
const pictureLoss = 1;
const mostBlocks = 31;
/** Seconds from 1900 to 1970. */
const ntpEpochSeconds = 2_208_988_800;

/** The sender reports in a compound packet; whatever else it holds is passed over. */
export function parseSenderReports(datagram: Buffer): SenderReport[] {
  const reports: SenderReport[] = [];
  for (let offset = 0; offset + 8 <= datagram.length; ) {
    const end = offset + 4 + datagram.readUInt16BE(offset + 2) * 4;
    if (end > datagram.length) break;
    if (datagram.readUInt8(offset + 1) === senderReportType && end - offset >= 28) {
      const seconds = datagram.readUInt32BE(offset + 8);
      const fraction = datagram.readUInt32BE(offset + 12);
      reports.push({
        ssrc: datagram.readUInt32BE(offset + 4),
        ntpMs: (seconds - ntpEpochSeconds) * 1000 + (fraction / 2 ** 32) * 1000,
        compactNtp: ((seconds & 0xffff) * 0x10000 + (fraction >>> 16)) >>> 0,
        rtpTimestamp: datagram.readUInt32BE(offset + 16),
      });
    }
    offset = end;
  }
  return reports;
}

/** Receiver reports, 31 streams to each; an empty one when there is nothing to report, for each compound begins so. */
export function writeReceiverReports(senderSsrc: number, blocks: readonly ReportBlock[]): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; from === 0 || from < blocks.length; from += mostBlocks) {
    const part = blocks.slice(from, from + mostBlocks);
    const packet = header(receiverReportType, part.length, 8 + part.length * 24);
    packet.writeUInt32BE(senderSsrc, 4);
    part.forEach((block, index) => {
      const offset = 8 + index * 24;
      packet.writeUInt32BE(block.ssrc, offset);
      packet.writeUInt32BE(((block.fractionLost << 24) | Math.min(block.cumulativeLost, 0x7fffff)) >>> 0, offset + 4);
      packet.writeUInt32BE(block.highestSequence % 2 ** 32, offset + 8);
      packet.writeUInt32BE(Math.round(block.jitter) >>> 0, offset + 12);
      packet.writeUInt32BE(block.lastSenderReport, offset + 16);
      packet.writeUInt32BE(block.delaySinceLastSenderReport >>> 0, offset + 20);
    });
    parts.push(packet);
  }
  return Buffer.concat(parts);
}

/** Asks for packets again (RFC 4585, section 6.2.1): each pair names one and a mask of the sixteen after it. */
export function writeNack(senderSsrc: number, mediaSsrc: number, sequenceNumbers: readonly number[]): Buffer {
  const pairs: { first: number; mask: number }[] = [];
  for (const sequenceNumber of sequenceNumbers) {
    const pair = pairs.at(-1);
    const distance = pair ? (sequenceNumber - pair.first) & 0xffff : 0;
    if (pair && distance >= 1 && distance <= 16) pair.mask |= 1 << (distance - 1);
    else pairs.push({ first: sequenceNumber & 0xffff, mask: 0 });
  }
  const packet = feedback(transportFeedbackType, genericNack, senderSsrc, mediaSsrc, pairs.length * 4);
  pairs.forEach(({ first, mask }, index) => {
    packet.writeUInt16BE(first, 12 + index * 4);
    packet.writeUInt16BE(mask, 14 + index * 4);
  });
  return packet;
}

/** Asks for a key frame (RFC 4585, section 6.3.1). */
export function writePictureLoss(senderSsrc: number, mediaSsrc: number): Buffer {
  return feedback(payloadFeedbackType, pictureLoss, senderSsrc, mediaSsrc, 0);
}

function feedback(type: number, format: number, senderSsrc: number, mediaSsrc: number, moreBytes: number): Buffer {
  const packet = header(type, format, 12 + moreBytes);
  packet.writeUInt32BE(senderSsrc, 4);
  packet.writeUInt32BE(mediaSsrc, 8);
  return packet;
}

function header(type: number, count: number, lengthBytes: number): Buffer {
  const packet = Buffer.alloc(lengthBytes);
  packet.writeUInt8(0x80 | count, 0);
  packet.writeUInt8(type, 1);
  packet.writeUInt16BE(lengthBytes / 4 - 1, 2);
  return packet;
}
