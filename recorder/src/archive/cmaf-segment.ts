import type { Segment } from './segment.ts';

/** What a sample is, in the words of ISO 14496-12, section 8.8.3.1: depends on others and no place to begin, or the opposite. */
const sampleFlags = { delta: 0x01010000, key: 0x02000000 } as const;
const trackId = 1;
const headBytes = 8;
/** Of a box with version and flags. */
const fullHeadBytes = 12;
const brands = ['iso5', 'iso6', 'mp41', 'cmfc', 'dash'] as const;
const typeBytes = headBytes + 8 + brands.length * 4;
const sequenceBytes = fullHeadBytes + 4;
const trackHeadBytes = fullHeadBytes + 8;
const timeBytes = fullHeadBytes + 8;
const runHeadBytes = fullHeadBytes + 8;

/** Whether each sample is later than the one before it, which is what {@link cmafSegment} can write. */
export function isInOrder({ samples, endRtpTimestamp }: Segment): boolean {
  return samples.every(
    ({ rtpTimestamp }, index) => rtpTimestamp < (samples[index + 1]?.rtpTimestamp ?? endRtpTimestamp),
  );
}

/**
 * Writes a segment that is in order as CMAF (ISO 23000-19): one fragment of one track, in one piece of memory. Its samples lie evenly between
 * its ends, each at the tick that is nearest, so that it ends where the next one begins.
 *
 * A recorder of 32 tracks cuts sixteen segments a second. Written by mediabunny, which makes an object for each box and a promise for each
 * sample, and the initialisation segment anew each time, they take a quarter of its processor time; written so, a fiftieth.
 *
 * @param timescale ticks in a second of the track's initialisation segment
 */
export function cmafSegment(segment: Segment, timescale: number): Buffer {
  const { config, samples, startMs, endMs, endRtpTimestamp } = segment;
  const first = samples[0]?.rtpTimestamp ?? 0;
  const msPerTick = (endMs - startMs) / Math.max(1, endRtpTimestamp - first);
  const placeOf = (rtpTimestamp: number) =>
    Math.round(((startMs + (rtpTimestamp - first) * msPerTick) * timescale) / 1000);
  const isSound = config.family === 'opus';
  const runBytes = runHeadBytes + samples.length * (isSound ? 8 : 12);
  const trackBytes = headBytes + trackHeadBytes + timeBytes + runBytes;
  const fragmentBytes = headBytes + sequenceBytes + trackBytes;
  const dataBytes = samples.reduce((sum, { data }) => sum + data.length, headBytes);
  const file = Buffer.allocUnsafeSlow(typeBytes + fragmentBytes + dataBytes);
  let at = 0;
  const u32 = (value: number) => {
    at = file.writeUInt32BE(value, at);
  };
  const box = (type: string, lengthBytes: number) => {
    u32(lengthBytes);
    at += file.write(type, at, 'latin1');
  };
  const fullBox = (type: string, lengthBytes: number, version: number, flags: number) => {
    box(type, lengthBytes);
    u32(version * 0x1000000 + flags);
  };

  box('styp', typeBytes);
  at += file.write(brands[0], at, 'latin1');
  u32(0);
  for (const brand of brands) at += file.write(brand, at, 'latin1');
  box('moof', fragmentBytes);
  fullBox('mfhd', sequenceBytes, 0, 0);
  u32(1);
  box('traf', trackBytes);
  // Offsets count from the fragment, and what is not said of a sample is said here: in sound one can begin everywhere.
  fullBox('tfhd', trackHeadBytes, 0, 0x20020);
  u32(trackId);
  u32(sampleFlags.key);
  fullBox('tfdt', timeBytes, 1, 0);
  at = file.writeBigUInt64BE(BigInt(placeOf(first)), at);
  // Where the data begins; of each sample its length in time and in bytes, and of pictures whether one can begin there.
  fullBox('trun', runBytes, 0, isSound ? 0x301 : 0x701);
  u32(samples.length);
  u32(fragmentBytes + headBytes);
  let place = placeOf(first);
  for (const [index, { data, key }] of samples.entries()) {
    const next = placeOf(samples[index + 1]?.rtpTimestamp ?? endRtpTimestamp);
    u32(next - place);
    u32(data.length);
    if (!isSound) u32(key ? sampleFlags.key : sampleFlags.delta);
    place = next;
  }
  box('mdat', dataBytes);
  for (const { data } of samples) at += data.copy(file, at);
  return file;
}
