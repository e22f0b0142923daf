import type { WebRtcTransport } from 'mediasoup/types';
import type { SeatMeasure } from '../engine/engine.ts';

/** One question to each of a seat's transports. The round trip is that of ICE's own checks (RFC 8445). */
export async function measureSeat(sending: WebRtcTransport, receiving: WebRtcTransport): Promise<SeatMeasure> {
  const [[up], [down]] = await Promise.all([sending.getStats(), receiving.getStats()]);
  return {
    roundTripMs: null,
    uplinkLoss: up?.rtpPacketLossReceived ?? null,
    availableOutgoingBps: down?.availableOutgoingBitrate ?? null,
  };
}
