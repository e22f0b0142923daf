import type { RtpPacket } from '../rtp/rtp-packet.ts';
import type { UnitSink, VideoAssembler } from './access-unit.ts';
import { H264Parameters } from './h264-parameters.ts';

const nalType = { slice: 1, lastSlice: 5, idr: 5, sequenceParameters: 7 } as const;
const stapA = 24;
const fuA = 28;
const lengthBytes = 4;

/**
 * Joins RTP packets of H.264 (RFC 6184: single NAL units, STAP-A, FU-A) into access units. A unit is key when an IDR slice
 * is in it, wherever it lies. What misses a fragment is dropped and said.
 */
export class H264Assembler implements VideoAssembler {
  readonly #sink: UnitSink;
  readonly #parameters = new H264Parameters();
  #rtpTimestamp: number | null = null;
  #nals: Buffer[] = [];
  /** Of the NAL unit that fragments are being joined to. */
  #fragments: Buffer[] | null = null;
  #damaged = false;
  /** Packets were lost before this unit: its first slice must prove that it is the first. */
  #afterLoss = false;
  /** It did; whether parameter sets before it are lost is still open. */
  #beganAfterLoss = false;

  constructor(sink: UnitSink) {
    this.#sink = sink;
  }

  push(packet: RtpPacket, rtpTimestamp: number): void {
    if (packet.payload.length === 0) return;
    if (this.#rtpTimestamp !== null && this.#rtpTimestamp !== rtpTimestamp) this.#finish();
    this.#rtpTimestamp = rtpTimestamp;
    if (!this.#read(packet.payload)) this.#damaged = true;
    if (packet.marker) this.#finish();
  }

  lost(): void {
    if (this.#rtpTimestamp !== null) this.#damaged = true;
    this.#afterLoss = true;
  }

  end(): void {
    if (this.#rtpTimestamp === null) return;
    this.#damaged = true;
    this.#finish();
  }

  #read(payload: Buffer): boolean {
    const type = payload.readUInt8(0) & 0x1f;
    if (type === fuA) return this.#readFragment(payload);
    if (this.#fragments !== null) return false;
    if (type === stapA) return this.#readAggregate(payload);
    return type >= 1 && type < stapA && this.#nal(payload);
  }

  #readAggregate(payload: Buffer): boolean {
    let offset = 1;
    while (offset + 2 <= payload.length) {
      const end = offset + 2 + payload.readUInt16BE(offset);
      if (end > payload.length || end === offset + 2 || !this.#nal(payload.subarray(offset + 2, end))) return false;
      offset = end;
    }
    return offset === payload.length && offset > 1;
  }

  #readFragment(payload: Buffer): boolean {
    if (payload.length < 3) return false;
    const fragment = payload.readUInt8(1);
    const [isStart, isEnd] = [(fragment & 0x80) !== 0, (fragment & 0x40) !== 0];
    if (isStart === (this.#fragments !== null)) return false;
    if (isStart) this.#fragments = [Buffer.of((payload.readUInt8(0) & 0xe0) | (fragment & 0x1f))];
    this.#fragments?.push(payload.subarray(2));
    if (!isEnd || this.#fragments === null) return true;
    const nal = Buffer.concat(this.#fragments);
    this.#fragments = null;
    return this.#nal(nal);
  }

  #nal(nal: Buffer): boolean {
    const type = nal.readUInt8(0) & 0x1f;
    if (type >= nalType.slice && type <= nalType.lastSlice && this.#afterLoss) {
      // first_mb_in_slice is 0: its Exp-Golomb code is a single 1. Otherwise an earlier slice of this picture is lost.
      if (((nal[1] ?? 0) & 0x80) === 0) return false;
      this.#afterLoss = false;
      this.#beganAfterLoss = true;
    }
    this.#nals.push(nal);
    return true;
  }

  #finish(): void {
    const [nals, rtpTimestamp, afterLoss] = [this.#nals, this.#rtpTimestamp ?? 0, this.#beganAfterLoss];
    const whole = !this.#damaged && this.#fragments === null && nals.length > 0;
    this.#rtpTimestamp = null;
    this.#nals = [];
    this.#fragments = null;
    this.#damaged = false;
    this.#beganAfterLoss = false;
    const types = nals.map((nal) => nal.readUInt8(0) & 0x1f);
    const key = types.includes(nalType.idr);
    const parametersLost = key && afterLoss && !types.includes(nalType.sequenceParameters);
    if (!whole || parametersLost) {
      this.#afterLoss = true;
      this.#sink.damaged();
      return;
    }
    this.#parameters.read(nals);
    // Parameter sets on their own are kept for the next picture.
    if (!types.some((type) => type >= nalType.slice && type <= nalType.lastSlice)) return;
    const config = key ? this.#parameters.config() : null;
    // A key picture without any parameter sets cannot be decoded.
    if (key && config === null) this.#sink.damaged();
    else this.#sink.unit({ rtpTimestamp, key, data: prefixLengths(nals), config });
  }
}

function prefixLengths(nals: readonly Buffer[]): Buffer {
  const data = Buffer.allocUnsafeSlow(nals.reduce((sum, nal) => sum + lengthBytes + nal.length, 0));
  let offset = 0;
  for (const nal of nals) {
    offset = data.writeUInt32BE(nal.length, offset);
    offset += nal.copy(data, offset);
  }
  return data;
}
