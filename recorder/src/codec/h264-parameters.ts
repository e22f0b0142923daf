import type { VideoConfig } from './access-unit.ts';
import { BitReader } from './bit-reader.ts';

interface SequenceParameters {
  id: number;
  width: number;
  height: number;
}

const [sequenceType, pictureType] = [7, 8];
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128]);

/** The parameter sets that an H.264 stream has sent, by their ids; the last of each holds. Owned by one assembler. */
export class H264Parameters {
  readonly #sequences = new Map<number, Buffer>();
  readonly #pictures = new Map<number, Buffer>();
  #last: { nal: Buffer; parsed: SequenceParameters } | null = null;
  #config: VideoConfig | null = null;

  /** Takes the parameter sets among a unit's NAL units. */
  read(nals: readonly Buffer[]): void {
    for (const nal of nals) {
      const type = nal.readUInt8(0) & 0x1f;
      if (type === sequenceType) this.#sequence(nal);
      if (type === pictureType) this.#picture(nal);
    }
  }

  /** The same object as long as nothing changed; null before both kinds were seen. */
  config(): VideoConfig | null {
    if (this.#last === null || this.#pictures.size === 0) return null;
    const { nal, parsed } = this.#last;
    this.#config ??= {
      family: 'avc',
      codec: `avc1.${nal.toString('hex', 1, 4)}`,
      width: parsed.width,
      height: parsed.height,
      description: configurationRecord([...this.#sequences.values()], [...this.#pictures.values()], nal),
    };
    return this.#config;
  }

  #sequence(nal: Buffer): void {
    if (nal.length < 4) return;
    const parsed = parseSequenceParameters(nal);
    if (this.#sequences.get(parsed.id)?.equals(nal)) return;
    this.#sequences.set(parsed.id, Buffer.from(nal));
    this.#last = { nal: Buffer.from(nal), parsed };
    this.#config = null;
  }

  #picture(nal: Buffer): void {
    if (nal.length < 2) return;
    const id = new BitReader(nal.subarray(1)).unsigned();
    if (this.#pictures.get(id)?.equals(nal)) return;
    this.#pictures.set(id, Buffer.from(nal));
    this.#config = null;
  }
}

/** AVCDecoderConfigurationRecord (ISO 14496-15, section 5.3.3), lengths of 4 bytes. */
function configurationRecord(sequences: Buffer[], pictures: Buffer[], profile: Buffer): Buffer {
  const sets = (nals: Buffer[]) => nals.flatMap((nal) => [Buffer.of(nal.length >> 8, nal.length & 0xff), nal]);
  const high = highProfiles.has(profile.readUInt8(1));
  return Buffer.concat([
    Buffer.of(1, profile.readUInt8(1), profile.readUInt8(2), profile.readUInt8(3), 0xff, 0xe0 | sequences.length),
    ...sets(sequences),
    Buffer.of(pictures.length),
    ...sets(pictures),
    // Chroma 4:2:0 and 8 bits, which is all that WebRTC sends.
    ...(high ? [Buffer.of(0xfd, 0xf8, 0xf8, 0)] : []),
  ]);
}

/** Size and id of a sequence parameter set (ITU-T H.264, section 7.3.2.1.1). */
export function parseSequenceParameters(nal: Buffer): SequenceParameters {
  const reader = new BitReader(withoutEmulationPrevention(nal.subarray(1)));
  const profile = reader.bits(8);
  reader.bits(16);
  const id = reader.unsigned();
  const chroma = highProfiles.has(profile) ? skipHighProfile(reader) : 1;
  reader.unsigned();
  skipPictureOrder(reader);
  reader.unsigned();
  reader.bit();
  const widthBlocks = reader.unsigned() + 1;
  const heightUnits = reader.unsigned() + 1;
  const framesOnly = reader.bit();
  if (framesOnly === 0) reader.bit();
  reader.bit();
  const crop = reader.bit() ? [0, 0, 0, 0].map(() => reader.unsigned()) : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const unitX = chroma === 0 || chroma === 3 ? 1 : 2;
  const unitY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
  return {
    id,
    width: widthBlocks * 16 - (left + right) * unitX,
    height: heightUnits * 16 * (2 - framesOnly) - (top + bottom) * unitY,
  };
}

function skipHighProfile(reader: BitReader): number {
  const chroma = reader.unsigned();
  if (chroma === 3) reader.bit();
  reader.unsigned();
  reader.unsigned();
  reader.bit();
  if (reader.bit()) {
    for (let list = 0; list < (chroma === 3 ? 12 : 8); list += 1) {
      if (reader.bit()) skipScalingList(reader, list < 6 ? 16 : 64);
    }
  }
  return chroma;
}

function skipScalingList(reader: BitReader, size: number): void {
  let [last, next] = [8, 8];
  for (let index = 0; index < size; index += 1) {
    if (next !== 0) next = (last + reader.signed() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsigned();
  if (type === 0) reader.unsigned();
  if (type !== 1) return;
  reader.bit();
  reader.signed();
  reader.signed();
  const cycle = Math.min(reader.unsigned(), 255);
  for (let index = 0; index < cycle; index += 1) reader.signed();
}

function withoutEmulationPrevention(data: Buffer): Buffer {
  const kept: number[] = [];
  data.forEach((byte, index) => {
    if (byte !== 3 || index < 2 || data[index - 1] !== 0 || data[index - 2] !== 0) kept.push(byte);
  });
  return Buffer.from(kept);
}
