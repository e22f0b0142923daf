import type { VideoConfig } from '../codec/access-unit.ts';

/** One key frame as a file that a decoder can read. */
export interface KeyPicture {
  /** ffmpeg's name of the file's format. */
  format: 'h264' | 'ivf';
  data: Buffer;
}

const startCode = Buffer.of(0, 0, 0, 1);
const ivfNames = { vp8: 'VP80', vp9: 'VP90' } as const;

/** Writes a key frame as a file: H.264 with start codes (its annex B), VP8 and VP9 as IVF. Null for one that is malformed. */
export function keyPictureOf({ family, width, height, description }: VideoConfig, unit: Buffer): KeyPicture | null {
  if (family !== 'avc') return { format: 'ivf', data: ivf(ivfNames[family], width, height, unit) };
  const parameters = description === null ? null : parameterSets(description);
  const slices = splitUnits(unit);
  if (parameters === null || slices === null) return null;
  return { format: 'h264', data: Buffer.concat([...parameters, ...slices].flatMap((nal) => [startCode, nal])) };
}

/** NAL units behind 4-byte lengths. */
function splitUnits(unit: Buffer): Buffer[] | null {
  const units: Buffer[] = [];
  for (let at = 0; at < unit.length; ) {
    if (at + 4 > unit.length) return null;
    const end = at + 4 + unit.readUInt32BE(at);
    if (end > unit.length) return null;
    units.push(unit.subarray(at + 4, end));
    at = end;
  }
  return units;
}

/** The parameter sets of an AVCDecoderConfigurationRecord (ISO 14496-15, section 5.3.3). */
function parameterSets(record: Buffer): Buffer[] | null {
  const sets: Buffer[] = [];
  let at = 5;
  for (const mask of [0x1f, 0xff]) {
    let count = (record[at] ?? 0) & mask;
    at += 1;
    for (; count > 0; count -= 1) {
      if (at + 2 > record.length) return null;
      const end = at + 2 + record.readUInt16BE(at);
      if (end > record.length) return null;
      sets.push(record.subarray(at + 2, end));
      at = end;
    }
  }
  return sets;
}

function ivf(name: string, width: number, height: number, frame: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('DKIF', 0, 'latin1');
  head.writeUInt16LE(32, 6);
  head.write(name, 8, 'latin1');
  head.writeUInt16LE(width, 12);
  head.writeUInt16LE(height, 14);
  head.writeUInt32LE(30, 16);
  head.writeUInt32LE(1, 20);
  head.writeUInt32LE(1, 24);
  head.writeUInt32LE(frame.length, 32);
  return Buffer.concat([head, frame]);
}
