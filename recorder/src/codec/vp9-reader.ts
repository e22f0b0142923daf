import type { RtpPacket } from '../rtp/rtp-packet.ts';
import type { AccessUnit } from './access-unit.ts';
import { BitReader } from './bit-reader.ts';
import type { Fragment, FragmentReader } from './frame-assembler.ts';

interface Size {
  width: number;
  height: number;
}

const syncCode = 0x498342;
const srgb = 7;
/** Largest picture of each level (VP9 bitstream specification, annex A), in luma samples. */
const levels: readonly (readonly [samples: number, level: number])[] = [
  [36_864, 10],
  [73_728, 11],
  [122_880, 20],
  [245_760, 21],
  [552_960, 30],
  [983_040, 31],
  [2_228_224, 40],
  [8_912_896, 50],
];

/** VP9 over RTP (RFC 9628). Spatial layers of one picture stay together in one unit. */
export class Vp9Reader implements FragmentReader {
  /** Of the highest spatial layer, from the last scalability structure. */
  #layered: Size | null = null;

  read({ payload }: RtpPacket): Fragment | null {
    const first = payload.readUInt8(0);
    const [hasId, predicted, hasLayers, flexible, begins, hasStructure] = [7, 6, 5, 4, 3, 1].map(
      (bit) => (first >> bit) & 1,
    );
    let offset = 1;
    if (hasId) offset += (payload[offset] ?? 0) & 0x80 ? 2 : 1;
    let spatial = 0;
    if (hasLayers) {
      spatial = ((payload[offset] ?? 0) >> 1) & 7;
      offset += flexible ? 1 : 2;
    }
    if (flexible && predicted) {
      for (let index = 0; index < 3; index += 1) {
        const more = (payload[offset] ?? 0) & 1;
        offset += 1;
        if (!more) break;
      }
    }
    if (hasStructure) offset = this.#readStructure(payload, offset);
    if (offset >= payload.length) return null;
    return { begins: begins === 1 && spatial === 0, data: payload.subarray(offset) };
  }

  finish(data: Buffer, rtpTimestamp: number): AccessUnit | null {
    const reader = new BitReader(data);
    if (reader.bits(2) !== 2) return null;
    const profile = reader.bit() + reader.bit() * 2;
    if (profile === 3) reader.bit();
    const showsExisting = reader.bit() === 1;
    const key = !showsExisting && reader.bit() === 0;
    if (!key) return { rtpTimestamp, key, data, config: null };
    const { width, height } = this.#layered ?? readKeySize(reader, profile) ?? { width: 0, height: 0 };
    if (width === 0) return null;
    const level = levels.find(([samples]) => width * height <= samples)?.[1] ?? 60;
    const codec = `vp09.0${profile}.${level}.${profile >= 2 ? '10' : '08'}`;
    return { rtpTimestamp, key, data, config: { family: 'vp9', codec, width, height, description: null } };
  }

  #readStructure(payload: Buffer, start: number): number {
    const first = payload[start] ?? 0;
    const layers = (first >> 5) + 1;
    let offset = start + 1;
    if (first & 0x10) {
      const last = offset + (layers - 1) * 4;
      if (last + 4 <= payload.length) {
        this.#layered = { width: payload.readUInt16BE(last), height: payload.readUInt16BE(last + 2) };
      }
      offset += layers * 4;
    }
    if (first & 0x08) {
      const pictures = payload[offset] ?? 0;
      offset += 1;
      for (let index = 0; index < pictures; index += 1) offset += 1 + (((payload[offset] ?? 0) >> 2) & 3);
    }
    return offset;
  }
}

/** Behind the frame type of a key frame's header (VP9 bitstream specification, section 6.2). */
function readKeySize(reader: BitReader, profile: number): Size | null {
  reader.bits(2);
  if (reader.bits(24) !== syncCode) return null;
  if (profile >= 2) reader.bit();
  const colours = reader.bits(3);
  if (colours !== srgb) reader.bit();
  if (colours !== srgb && profile % 2 === 1) reader.bits(3);
  if (colours === srgb && profile % 2 === 1) reader.bit();
  return { width: reader.bits(16) + 1, height: reader.bits(16) + 1 };
}
