import type { DtlsParameters, MediaKind, RtpParameters } from 'mediasoup/types';
import { z } from 'zod';
import { SfuError } from './sfu-error.ts';

/**
 * What a browser may say about its media. mediasoup checks the meaning, but hands numbers to its worker as they are,
 * and a worker that stops takes every lesson on it along: sizes and ranges are checked here.
 */
const text = z.string().max(256);
const uint32 = z.number().int().min(1).max(0xffff_ffff);
const payloadType = z.number().int().min(0).max(127);
const parameters = z.record(text, z.union([text, z.number(), z.boolean(), z.null()]));

const codecSchema = z.object({
  mimeType: text,
  payloadType,
  clockRate: z.number().int().min(1).max(1_000_000),
  channels: z.number().int().min(1).max(8).optional(),
  parameters: parameters.optional(),
  rtcpFeedback: z
    .array(z.object({ type: text, parameter: text.optional() }))
    .max(16)
    .optional(),
});

const encodingSchema = z.object({
  ssrc: uint32.optional(),
  rid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,16}$/)
    .optional(),
  codecPayloadType: payloadType.optional(),
  rtx: z.object({ ssrc: uint32 }).optional(),
  dtx: z.boolean().optional(),
  scalabilityMode: z
    .string()
    .regex(/^[LS][1-3]T[1-3](_KEY|h)*$/)
    .optional(),
  maxBitrate: z.number().min(0).max(100_000_000).transform(Math.round).optional(),
});

const rtpParametersSchema = z.object({
  mid: z.string().min(1).max(16).optional(),
  codecs: z.array(codecSchema).min(1).max(16),
  headerExtensions: z
    .array(z.object({ uri: text, id: z.number().int().min(1).max(255), encrypt: z.boolean().optional() }))
    .max(32)
    .optional(),
  encodings: z.array(encodingSchema).min(1).max(3),
  rtcp: z.object({ cname: text.optional(), reducedSize: z.boolean().optional() }).optional(),
  msid: text.optional(),
});

const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){15,63}$/),
      }),
    )
    .min(1)
    .max(8),
});

const codecs: Record<MediaKind, ReadonlySet<string>> = {
  audio: new Set(['audio/opus']),
  video: new Set(['video/h264', 'video/vp8', 'video/vp9', 'video/rtx']),
};

/** @throws {SfuError} `badRequest` when malformed, `unsupported` for a codec that is not forwarded. */
export function checkRtpParameters(kind: MediaKind, value: unknown): RtpParameters {
  const parsed = rtpParametersSchema.safeParse(value);
  if (!parsed.success) throw new SfuError('badRequest', 'malformed RTP parameters', { cause: parsed.error });
  for (const { mimeType } of parsed.data.codecs) {
    if (!codecs[kind].has(mimeType.toLowerCase())) throw new SfuError('unsupported', 'codec not supported');
  }
  // The schema's optional fields may be present as undefined, which mediasoup reads as absent; uris are checked by it.
  return parsed.data as RtpParameters;
}

/** @throws {SfuError} `badRequest` */
export function checkDtlsParameters(value: unknown): DtlsParameters {
  const parsed = dtlsParametersSchema.safeParse(value);
  if (!parsed.success) throw new SfuError('badRequest', 'malformed DTLS parameters', { cause: parsed.error });
  const { role, fingerprints } = parsed.data;
  return role === undefined ? { fingerprints } : { role, fingerprints };
}
