import type { TrackSource } from '@tongke/signaling/protocol/lesson';

/** One track as `window.tongke.stats()` gives it. */
export interface TrackStats {
  trackId: string;
  participantId: string;
  participantName: string;
  source: TrackSource;
  kind: 'audio' | 'video';
  direction: 'send' | 'receive';
  codec: string | null;
  framesPerSecond: number | null;
  /** Frames so far: of all layers together when sending. */
  framesEncoded: number | null;
  framesDecoded: number | null;
  width: number | null;
  height: number | null;
  bitrateBps: number | null;
  /** Highest simulcast layer that is being sent; null when receiving, where the browser does not know it. */
  layer: number | null;
  packetsLost: number | null;
}

/** Sums of one look at a track's RTCStatsReport (W3C webrtc-stats). */
export interface TrackSample {
  at: number;
  bytes: number;
  frames: number;
  stats: Omit<TrackStats, 'trackId' | 'participantId' | 'participantName' | 'source' | 'kind' | 'bitrateBps'>;
}

interface RtpStat {
  type: string;
  rid?: string;
  active?: boolean;
  bytesSent?: number;
  bytesReceived?: number;
  framesEncoded?: number;
  framesDecoded?: number;
  framesPerSecond?: number;
  frameWidth?: number;
  frameHeight?: number;
  packetsLost?: number;
  codecId?: string;
}

/** Reads a report. Of several simulcast layers the largest that moves gives the size and the rate. */
export function sampleTrack(
  report: ReadonlyMap<string, unknown>,
  direction: 'send' | 'receive',
  at: number,
): TrackSample {
  const all = [...report.values()] as RtpStat[];
  const rtp = all.filter((stat) => stat.type === (direction === 'send' ? 'outbound-rtp' : 'inbound-rtp'));
  const remote = all.filter((stat) => stat.type === 'remote-inbound-rtp');
  const moving = rtp.filter((stat) => (stat.framesPerSecond ?? 0) > 0);
  const largest = (moving.length > 0 ? moving : rtp).reduce<RtpStat | undefined>(
    (best, stat) => ((best?.frameHeight ?? -1) >= (stat.frameHeight ?? 0) ? best : stat),
    undefined,
  );
  const sum = (stats: RtpStat[], read: (stat: RtpStat) => number | undefined) =>
    stats.reduce((total, stat) => total + (read(stat) ?? 0), 0);
  const codec = largest?.codecId ? (report.get(largest.codecId) as { mimeType?: string } | undefined) : undefined;
  const isVideo = largest?.frameHeight !== undefined || largest?.framesDecoded !== undefined;
  const bytes = sum(rtp, (stat) => (direction === 'send' ? stat.bytesSent : stat.bytesReceived));
  const frames = sum(rtp, (stat) => (direction === 'send' ? stat.framesEncoded : stat.framesDecoded));
  const layer = largest?.rid && moving.length > 0 ? Number(largest.rid.slice(1)) : null;
  return {
    at,
    bytes,
    frames,
    stats: {
      direction,
      codec: codec?.mimeType ?? null,
      framesPerSecond: isVideo ? (largest?.framesPerSecond ?? 0) : null,
      framesEncoded: isVideo && direction === 'send' ? frames : null,
      framesDecoded: isVideo && direction === 'receive' ? frames : null,
      width: largest?.frameWidth ?? null,
      height: largest?.frameHeight ?? null,
      layer,
      packetsLost: rtp.length === 0 ? null : sum(direction === 'send' ? remote : rtp, (stat) => stat.packetsLost),
    },
  };
}

/** Bits per second between two looks; null when they are too near. */
export function bitrateBetween(before: TrackSample | undefined, after: TrackSample): number | null {
  if (!before || after.at - before.at < 100 || after.bytes < before.bytes) return null;
  return Math.round(((after.bytes - before.bytes) * 8_000) / (after.at - before.at));
}
