/** The first coded picture of a segment, and what its decoder must know. */
export interface FirstPicture {
  /** `AVCDecoderConfigurationRecord` (ISO/IEC 14496-15); none for codecs that say all in the stream. */
  description: Uint8Array | null;
  data: Uint8Array;
}

interface Box {
  type: string;
  /** Of its content. */
  from: number;
  to: number;
  /** Of its header. */
  start: number;
}

/** Sizes of what stands before the inner boxes (ISO/IEC 14496-12, sections 8.5.2 and 12.1.3). */
const descriptionHeaderBytes = 8;
const visualEntryBytes = 78;

/**
 * Finds the first sample of a CMAF segment, which is a key frame. Null when the segment is none, or is cut off before the sample ends.
 * Pure.
 */
export function firstPictureOf(init: ArrayBuffer, segment: ArrayBuffer): FirstPicture | null {
  try {
    const data = firstSample(new DataView(segment));
    return data && { data, description: descriptionOf(new DataView(init)) };
  } catch (error) {
    // Lengths that lead outside: not a segment, or half of one.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function* boxesIn(view: DataView, from: number, to: number): Generator<Box> {
  for (let start = from; start + 8 <= to; ) {
    const length = view.getUint32(start);
    const isLong = length === 1;
    const size = isLong ? Number(view.getBigUint64(start + 8)) : length === 0 ? to - start : length;
    const type = String.fromCharCode(...[4, 5, 6, 7].map((at) => view.getUint8(start + at)));
    if (size < (isLong ? 16 : 8)) throw new RangeError('a box without length');
    yield { type, start, from: start + (isLong ? 16 : 8), to: start + size };
    start += size;
  }
}

function find(view: DataView, path: readonly string[], from = 0, to = view.byteLength): Box | null {
  const [type, ...rest] = path;
  for (const box of boxesIn(view, from, to)) {
    if (box.type === type)
      return rest.length === 0 ? box : find(view, rest, box.from, Math.min(box.to, view.byteLength));
  }
  return null;
}

function descriptionOf(init: DataView): Uint8Array | null {
  const table = find(init, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
  if (!table) return null;
  const [entry] = boxesIn(init, table.from + descriptionHeaderBytes, table.to);
  const record = entry && find(init, ['avcC'], entry.from + visualEntryBytes, entry.to);
  return record ? new Uint8Array(init.buffer, record.from, record.to - record.from) : null;
}

function firstSample(view: DataView): Uint8Array | null {
  const fragment = find(view, ['moof']);
  const run = fragment && find(view, ['traf', 'trun'], fragment.from, fragment.to);
  const header = fragment && find(view, ['traf', 'tfhd'], fragment.from, fragment.to);
  if (!fragment || !run || !header) return null;
  const { offset, sizeBytes } = readRun(view, run);
  const lengthBytes = sizeBytes ?? defaultSize(view, header);
  const from = fragment.start + offset;
  if (lengthBytes === 0 || from + lengthBytes > view.byteLength) return null;
  return new Uint8Array(view.buffer, from, lengthBytes);
}

/** Section 8.8.8: where the samples begin, from the fragment's own beginning, and the first one's size if it is told. */
function readRun(view: DataView, { from }: Box): { offset: number; sizeBytes: number | null } {
  const flags = view.getUint32(from) & 0xffffff;
  let at = from + 8;
  const next = (isThere: number) => {
    if (isThere !== 0) at += 4;
    return at - 4;
  };
  const offset = (flags & 0x1) !== 0 ? view.getInt32(next(1)) : 0;
  next(flags & 0x4);
  next(flags & 0x100);
  return { offset, sizeBytes: (flags & 0x200) !== 0 ? view.getUint32(next(1)) : null };
}

/** Section 8.8.7. */
function defaultSize(view: DataView, { from }: Box): number {
  const flags = view.getUint32(from) & 0xffffff;
  if ((flags & 0x10) === 0) return 0;
  const before = ((flags & 0x1) !== 0 ? 8 : 0) + ((flags & 0x2) !== 0 ? 4 : 0) + ((flags & 0x8) !== 0 ? 4 : 0);
  return view.getUint32(from + 8 + before);
}
