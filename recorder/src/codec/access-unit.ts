import type { RtpPacket } from '../rtp/rtp-packet.ts';

/** Of the RTP clock of all video codecs here. */
export const videoTicksPerMs = 90;

/** What a decoder must know before the first unit. A change of it begins a new initialisation segment. */
export interface VideoConfig {
  family: 'avc' | 'vp9' | 'vp8';
  /** RFC 6381, for example `avc1.42c01f`. */
  codec: string;
  width: number;
  height: number;
  /** AVCDecoderConfigurationRecord; null where the codec needs none. */
  description: Buffer | null;
}

/** One picture as it was sent, whole. */
export interface AccessUnit {
  /** Does not wrap. */
  rtpTimestamp: number;
  /** Playback can begin here; then `config` is set. */
  key: boolean;
  /** H.264: NAL units behind 4-byte lengths (ISO 14496-15). */
  data: Buffer;
  config: VideoConfig | null;
}

/** What comes out of an assembler. */
export interface UnitSink {
  unit(unit: AccessUnit): void;
  /** A unit is dropped because part of it is missing or unreadable. */
  damaged(): void;
}

/** Joins one stream's packets, in order, into units. A unit comes out whole or not at all. */
export interface VideoAssembler {
  /** `rtpTimestamp` does not wrap. */
  push(packet: RtpPacket, rtpTimestamp: number): void;
  /** Packets are missing here. */
  lost(): void;
  /** Nothing more comes: an unfinished unit is dropped. */
  end(): void;
}
