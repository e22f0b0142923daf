import type { MediaKind, TrackNames } from './edge-messages.ts';

/** What of a sender's report is of use here (W3C WebRTC statistics, section 8.4). */
interface OutboundReport {
  type: string;
  ssrc?: number;
  rid?: string;
}
const patienceMs = 10_000;
const pollMs = 250;

/**
 * Which layer each of a sender's streams is: its place among the encodings, which are the smallest first. Waits a while for the browser to
 * have made the streams.
 */
export async function layersOf(sender: RTCRtpSender, kind: MediaKind): Promise<TrackNames['layers']> {
  if (kind === 'audio') return [];
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const { encodings } = sender.getParameters();
    const reports = [...(await sender.getStats()).values()] as OutboundReport[];
    const layers = reports.flatMap(({ type, ssrc, rid }) => {
      if (type !== 'outbound-rtp' || ssrc === undefined) return [];
      const layer = encodings.length === 1 ? 0 : encodings.findIndex((encoding) => encoding.rid === rid);
      return layer < 0 ? [] : { ssrc, layer };
    });
    if (layers.length >= encodings.length || performance.now() > untilMs) return layers;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
