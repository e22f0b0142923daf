/** Ticks of Opus' RTP clock in one millisecond (RFC 7587). */
export const opusTicksPerMs = 48;
/** One silent frame of 20 ms. */
export const opusSilence = Buffer.of(0xf8, 0xff, 0xfe);
export const opusSilenceMs = 20;
export const opusSilenceTicks = opusSilenceMs * opusTicksPerMs;

/** An Opus decoder gives its sound back this much later than its packets say: libopus' look-ahead at 48 kHz (RFC 7845, section 4.2). */
export const opusLookAheadMs = 6.5;
/**
 * libwebrtc knows no capture time of sound: its sender reports pair the time at which a packet is complete with the
 * timestamp of the packet's first sample, one packet of 20 ms too late. Pictures are reported by their capture.
 */
export const browserSoundLagMs = 20;

const silkMs = [10, 20, 40, 60] as const;
const hybridMs = [10, 20] as const;
const celtMs = [2.5, 5, 10, 20] as const;
const longestMs = 120;

/** Length of a packet in ticks of 48 kHz (RFC 6716, section 3.1); 0 when it is malformed. */
export function opusDurationTicks(packet: Buffer): number {
  const toc = packet[0];
  if (toc === undefined) return 0;
  const configuration = toc >> 3;
  const frameMs =
    configuration < 12
      ? silkMs[configuration % 4]
      : configuration < 16
        ? hybridMs[configuration % 2]
        : celtMs[configuration % 4];
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0x3f;
  const durationMs = (frameMs ?? 0) * frames;
  return durationMs > longestMs ? 0 : durationMs * opusTicksPerMs;
}

/** Identification header for `dOps` and WebM (RFC 7845, section 5.1), without pre-skip: segments begin in mid-sound. */
export function opusIdentification(channels: number): Buffer {
  const header = Buffer.alloc(19);
  header.write('OpusHead', 'latin1');
  header.writeUInt8(1, 8);
  header.writeUInt8(channels, 9);
  header.writeUInt32LE(48_000, 12);
  return header;
}
