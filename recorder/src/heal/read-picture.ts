import type { VideoConfig } from '../codec/access-unit.ts';
import { H264Parameters } from '../codec/h264-parameters.ts';
import { Vp8Reader } from '../codec/vp8-reader.ts';
import { Vp9Reader } from '../codec/vp9-reader.ts';

/** What a picture says of itself. `config`: set when it is key. */
export interface PictureKind {
  key: boolean;
  config: VideoConfig | null;
}
/** Reads pictures as segments hold them, in the order of their stream. Null: it cannot be read. */
export type ReadPicture = (data: Buffer) => PictureKind | null;

const lengthBytes = 4;
const idr = 5;

/** A reader of what a codec (RFC 6381) sends. Null for what is not pictures. */
export function pictureReaderOf(codec: string): ReadPicture | null {
  if (codec.startsWith('avc1')) return h264Reader();
  const reader = codec === 'vp8' ? new Vp8Reader() : /^vp0?9/.test(codec) ? new Vp9Reader() : null;
  if (reader === null) return null;
  return (data) => {
    const unit = data.length === 0 ? null : reader.finish(data, 0);
    return unit && { key: unit.key, config: unit.config };
  };
}

function h264Reader(): ReadPicture {
  const parameters = new H264Parameters();
  return (data) => {
    const nals = nalsOf(data);
    if (nals === null) return null;
    parameters.read(nals);
    const key = nals.some((nal) => (nal.readUInt8(0) & 0x1f) === idr);
    const config = key ? parameters.config() : null;
    return key && config === null ? null : { key, config };
  };
}

/** Null when the lengths do not lead to the end. */
function nalsOf(data: Buffer): Buffer[] | null {
  const nals: Buffer[] = [];
  let at = 0;
  while (at + lengthBytes < data.length) {
    const end = at + lengthBytes + data.readUInt32BE(at);
    if (end > data.length || end === at + lengthBytes) return null;
    nals.push(data.subarray(at + lengthBytes, end));
    at = end;
  }
  return at === data.length && nals.length > 0 ? nals : null;
}
