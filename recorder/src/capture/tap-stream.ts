import type { TapDescription, TrackSource } from '@tongke/signaling/protocol/lesson';
import { z } from 'zod';
import { audioLevelUri } from '../rtp/audio-level.ts';

/** One SSRC of a tap: one layer of one track. */
export interface TapStream {
  trackId: string;
  participantId: string;
  source: TrackSource;
  kind: 'audio' | 'video';
  pipeId: string;
  /** 0 is the smallest. */
  layer: number;
  codec: 'h264' | 'vp8' | 'vp9' | 'opus';
  clockRate: number;
  channels: number;
  ssrc: number;
  payloadType: number;
  retransmission: { ssrc: number; payloadType: number } | null;
  /** Id of the header extension that may tell how loud a packet is; null when there is none. */
  audioLevelId: number | null;
}

const codecs = { 'video/h264': 'h264', 'video/vp8': 'vp8', 'video/vp9': 'vp9', 'audio/opus': 'opus' } as const;
const isKnown = (mimeType: string): mimeType is keyof typeof codecs => Object.hasOwn(codecs, mimeType);

const rtpParametersSchema = z.object({
  codecs: z.array(
    z.object({
      mimeType: z.string().transform((mimeType) => mimeType.toLowerCase()),
      payloadType: z.number().int(),
      clockRate: z.number().positive(),
      channels: z.number().int().min(1).max(8).optional(),
      parameters: z.object({ apt: z.unknown() }).partial().optional(),
    }),
  ),
  headerExtensions: z.array(z.object({ uri: z.string(), id: z.number().int() })).default([]),
  encodings: z.array(z.object({ ssrc: z.number().int(), rtx: z.object({ ssrc: z.number().int() }).optional() })),
});

/** The streams of one track of a tap; none when its codec is not known here. */
export function streamsOf(track: TapDescription['tracks'][number]): TapStream[] {
  const parameters = rtpParametersSchema.safeParse(track.rtpParameters);
  if (!parameters.success) return [];
  const { codecs: offered, encodings, headerExtensions } = parameters.data;
  const media = offered.find(({ mimeType }) => isKnown(mimeType));
  if (media === undefined || !isKnown(media.mimeType)) return [];
  const codec = codecs[media.mimeType];
  const again = offered.find(
    ({ mimeType, parameters: own }) => mimeType.endsWith('/rtx') && own?.apt === media.payloadType,
  );
  const level = headerExtensions.find(({ uri }) => uri === audioLevelUri);
  return encodings.map(({ ssrc, rtx }, layer) => ({
    trackId: track.trackId,
    participantId: track.seatId,
    source: track.source,
    kind: track.kind,
    pipeId: track.pipeId,
    layer,
    codec,
    clockRate: media.clockRate,
    channels: media.channels ?? 1,
    ssrc,
    payloadType: media.payloadType,
    retransmission: rtx && again ? { ssrc: rtx.ssrc, payloadType: again.payloadType } : null,
    audioLevelId: track.kind === 'audio' ? (level?.id ?? null) : null,
  }));
}
