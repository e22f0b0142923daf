import type { RouterRtpCodecCapability, RtpCapabilities } from 'mediasoup/types';

/** What is forwarded, in the order of preference: H.264 needs no transcoding for the archive and has hardware decoders. */
export const routerCodecs: RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

/** Header extensions that browsers receive. Others would be announced for nothing. */
const receivedExtensions: ReadonlySet<string> = new Set([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'urn:3gpp:video-orientation',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
]);

/**
 * What every browser is taken to receive: all that a router forwards, with retransmission. Consumers can then be made
 * before the browser has loaded anything, and no round trip is spent on asking.
 */
export function receiverCapabilities(router: RtpCapabilities): RtpCapabilities {
  return {
    codecs: router.codecs ?? [],
    headerExtensions: (router.headerExtensions ?? []).filter(({ uri }) => receivedExtensions.has(uri)),
  };
}
