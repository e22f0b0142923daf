import type { RtpParameters } from 'mediasoup/types';

/** What a browser says of an H.264 camera; as many simulcast layers as asked, lowest first. */
export function cameraRtp(ssrc: number, layers: number): RtpParameters {
  return {
    mid: String(ssrc),
    codecs: [
      {
        mimeType: 'video/H264',
        payloadType: 103,
        clockRate: 90_000,
        parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'transport-cc' }],
      },
      { mimeType: 'video/rtx', payloadType: 104, clockRate: 90_000, parameters: { apt: 103 } },
    ],
    headerExtensions: [
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
      { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 10 },
    ],
    encodings:
      layers === 1
        ? [{ ssrc, rtx: { ssrc: ssrc + 1 } }]
        : Array.from({ length: layers }, (_, layer) => ({ rid: `r${layer}`, scalabilityMode: 'L1T1' })),
    rtcp: { cname: `seat${ssrc}` },
  };
}

/** What a browser says of a microphone. */
export function microphoneRtp(ssrc: number): RtpParameters {
  return {
    mid: String(ssrc),
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { minptime: 10, useinbandfec: 1 },
        rtcpFeedback: [{ type: 'nack' }, { type: 'transport-cc' }],
      },
    ],
    encodings: [{ ssrc }],
    rtcp: { cname: `seat${ssrc}` },
  };
}
