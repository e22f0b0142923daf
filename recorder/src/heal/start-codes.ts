const startCode = Buffer.of(0, 0, 1);
const lengthBytes = 4;

/**
 * A picture of H.264 with its NAL units behind start codes (ITU-T H.264, annex B), as encoders give it, made one with them behind 4-byte
 * lengths (ISO 14496-15), as segments hold it. Null when it does not begin with a start code.
 */
export function lengthsForStartCodes(data: Buffer): Buffer | null {
  const starts: number[] = [];
  for (let at = data.indexOf(startCode); at !== -1; at = data.indexOf(startCode, at + startCode.length))
    starts.push(at);
  const [first] = starts;
  if (first === undefined || data.subarray(0, first).some((byte) => byte !== 0)) return null;
  const parts = starts.flatMap((start, index) => {
    const nal = data.subarray(start + startCode.length, endOf(data, starts[index + 1]));
    if (nal.length === 0) return [];
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(nal.length);
    return [length, nal];
  });
  return Buffer.concat(parts);
}

/** One zero before a start code belongs to it, further ones to what is before: so browsers cut what they send (libwebrtc). */
function endOf(data: Buffer, next: number | undefined): number {
  if (next === undefined) return data.length;
  return data[next - 1] === 0 ? next - 1 : next;
}
