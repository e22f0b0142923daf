import type { VideoConfig } from '../codec/access-unit.ts';

export interface AudioConfig {
  family: 'opus';
  codec: 'opus';
  channels: number;
}

export type MediaConfig = VideoConfig | AudioConfig;

/** One picture or one sound frame. */
export interface Sample {
  data: Buffer;
  key: boolean;
  /** Does not wrap. */
  rtpTimestamp: number;
}

/** A piece of one layer, cut and not yet written. Its samples lie evenly between its ends, by their RTP timestamps. */
export interface Segment {
  config: MediaConfig;
  /** On the media timeline: milliseconds since the lesson began. */
  startMs: number;
  endMs: number;
  samples: Sample[];
  /** The first timestamp behind the last sample. */
  endRtpTimestamp: number;
  ssrc: number;
  /** Packets since the layer's last segment. */
  receivedPackets: number;
  expectedPackets: number;
  /** Sound frames that were never received: silence in their place. */
  silentFrames: number;
  /** Those of them that stand in the place of lost packets; the others were never sent. */
  lossFrames: number;
  /** The oldest journal file that holds part of it. */
  journalFile: number;
}

/** Segments begin at multiples of this on the media timeline. */
export const segmentMs = 2_000;

/** Which multiple a moment lies in. */
export const slotOf = (atMs: number): number => Math.floor(atMs / segmentMs);

/** Whether a decoder can go on from one to the other without a new initialisation segment. */
export function sameConfig(a: MediaConfig, b: MediaConfig): boolean {
  if (a === b) return true;
  if (a.family === 'opus' || b.family === 'opus') {
    return a.family === 'opus' && b.family === 'opus' && a.channels === b.channels;
  }
  const sameSize = a.width === b.width && a.height === b.height;
  const sameDescription =
    a.description === null || b.description === null
      ? a.description === b.description
      : a.description.equals(b.description);
  return a.codec === b.codec && sameSize && sameDescription;
}
