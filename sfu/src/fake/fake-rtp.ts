import type { RtpParameters } from 'mediasoup/types';

let ssrc = 1_000;

/** What a receiver is told of a track: the same codecs, and as many SSRCs of its own as it gets layers. */
export function deliveredRtp(published: RtpParameters, layers: number): RtpParameters {
  const encodings = Array.from({ length: layers }, () => {
    ssrc += 2;
    return { ssrc, rtx: { ssrc: ssrc + 1 } };
  });
  return { ...published, encodings };
}
