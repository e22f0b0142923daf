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
    const nal = withoutZeros(data.subarray(start + startCode.length, starts[index + 1] ?? data.length));
    if (nal.length === 0) return [];
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(nal.length);
    return [length, nal];
  });
  return Buffer.concat(parts);
}

/** Zeros at the end belong to the next start code: a NAL unit ends with another byte. */
function withoutZeros(nal: Buffer): Buffer {
  let end = nal.length;
  while (end > 0 && nal[end - 1] === 0) end -= 1;
  return nal.subarray(0, end);
}
