/** One access unit or packet in a segment. */
export interface SegmentSample {
  readonly data: Buffer;
  /** On the media timeline, in the layer's own ticks. */
  readonly ticks: number;
  readonly durationTicks: number;
}

/** The samples of a CMAF segment of one track and one fragment (ISO 14496-12: tfhd, tfdt, trun). @throws when it is none */
export function segmentSamples(file: Buffer): SegmentSample[] {
  const moof = find(file, ['moof']);
  const header = find(moof.body, ['traf', 'tfhd']).body;
  const defaults = readDefaults(header);
  const time = find(moof.body, ['traf', 'tfdt']).body;
  let ticks = time.readUInt8(0) === 1 ? Number(time.readBigUInt64BE(4)) : time.readUInt32BE(4);
  const run = find(moof.body, ['traf', 'trun']).body;
  const flags = run.readUIntBE(1, 3);
  const count = run.readUInt32BE(4);
  let at = 8;
  let offset = moof.start + (flags & 0x1 ? run.readInt32BE(at) : 0);
  at += (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const samples: SegmentSample[] = [];
  for (let index = 0; index < count; index += 1) {
    const take = (flag: number, fallback: number) => {
      if (!(flags & flag)) return fallback;
      at += 4;
      return run.readUInt32BE(at - 4);
    };
    const durationTicks = take(0x100, defaults.durationTicks);
    const lengthBytes = take(0x200, defaults.lengthBytes);
    take(0x400, 0);
    take(0x800, 0);
    samples.push({ data: file.subarray(offset, offset + lengthBytes), ticks, durationTicks });
    offset += lengthBytes;
    ticks += durationTicks;
  }
  return samples;
}

/** Ticks in a second of an initialisation segment's track (mdhd). */
export function timescaleOf(init: Buffer): number {
  const { body } = find(init, ['moov', 'trak', 'mdia', 'mdhd']);
  return body.readUInt32BE(body.readUInt8(0) === 1 ? 20 : 12);
}

function readDefaults(header: Buffer): { durationTicks: number; lengthBytes: number } {
  const flags = header.readUIntBE(1, 3);
  let at = 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
  const take = (flag: number) => {
    if (!(flags & flag)) return 0;
    at += 4;
    return header.readUInt32BE(at - 4);
  };
  const durationTicks = take(0x8);
  return { durationTicks, lengthBytes: take(0x10) };
}

function find(parent: Buffer, [wanted, ...deeper]: readonly string[]): { body: Buffer; start: number } {
  for (let start = 0; start + 8 <= parent.length; ) {
    const lengthBytes = parent.readUInt32BE(start);
    if (parent.toString('latin1', start + 4, start + 8) === wanted) {
      const body = parent.subarray(start + 8, start + lengthBytes);
      return deeper.length === 0 ? { body, start } : find(body, deeper);
    }
    start += Math.max(8, lengthBytes);
  }
  throw new Error(`no box ${wanted}`);
}
