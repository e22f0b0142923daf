import type { RtpPacket } from '../rtp/rtp-packet.ts';
import type { AccessUnit, UnitSink, VideoAssembler } from './access-unit.ts';

/** What a packet says, in its codec's own payload format. */
export interface Fragment {
  /** May be first in a unit: nothing of the unit lies before it. */
  begins: boolean;
  data: Buffer;
}

/** A codec's payload format. Holds what one stream's packets build on each other. */
export interface FragmentReader {
  /** Null when the payload cannot be read. */
  read(packet: RtpPacket): Fragment | null;
  /** Makes the unit of its fragments' data; null when it cannot be used. */
  finish(data: Buffer, rtpTimestamp: number): AccessUnit | null;
}

/** Joins the packets of codecs whose frames are cut anywhere (VP8, VP9): fragments of one timestamp, end to end. */
export class FrameAssembler implements VideoAssembler {
  readonly #reader: FragmentReader;
  readonly #sink: UnitSink;
  #rtpTimestamp: number | null = null;
  #fragments: Buffer[] = [];
  #damaged = false;

  constructor(reader: FragmentReader, sink: UnitSink) {
    this.#reader = reader;
    this.#sink = sink;
  }

  push(packet: RtpPacket, rtpTimestamp: number): void {
    if (packet.payload.length === 0) return;
    if (this.#rtpTimestamp !== null && this.#rtpTimestamp !== rtpTimestamp) this.#finish();
    const fragment = this.#reader.read(packet);
    if (fragment === null || (this.#rtpTimestamp === null && !fragment.begins)) this.#damaged = true;
    this.#rtpTimestamp = rtpTimestamp;
    if (fragment !== null) this.#fragments.push(fragment.data);
    if (packet.marker) this.#finish();
  }

  lost(): void {
    if (this.#rtpTimestamp !== null) this.#damaged = true;
  }

  end(): void {
    if (this.#rtpTimestamp === null) return;
    this.#damaged = true;
    this.#finish();
  }

  #finish(): void {
    const { data, rtpTimestamp, damaged } = {
      data: this.#fragments,
      rtpTimestamp: this.#rtpTimestamp ?? 0,
      damaged: this.#damaged,
    };
    this.#fragments = [];
    this.#rtpTimestamp = null;
    this.#damaged = false;
    const unit = damaged ? null : this.#reader.finish(Buffer.concat(data), rtpTimestamp);
    if (unit === null) this.#sink.damaged();
    else this.#sink.unit(unit);
  }
}
