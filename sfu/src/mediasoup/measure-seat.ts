import type { Consumer, WebRtcTransport } from 'mediasoup/types';
import type { SeatMeasure } from '../engine/engine.ts';

/**
 * One question to each of a seat's transports, and one to something that it receives: the round trip comes with that
 * one's receiver reports (RFC 3550, 6.4.1), so it is unknown while nothing flows.
 */
export async function measureSeat(
  sending: WebRtcTransport,
  receiving: WebRtcTransport,
  flowing: Consumer | undefined,
): Promise<SeatMeasure> {
  const [[up], [down], received] = await Promise.all([sending.getStats(), receiving.getStats(), flowing?.getStats()]);
  const outbound = received?.find(({ type }) => type === 'outbound-rtp');
  return {
    roundTripMs: outbound?.roundTripTime ?? null,
    uplinkLoss: up?.rtpPacketLossReceived ?? null,
    availableOutgoingBps: down?.availableOutgoingBitrate ?? null,
  };
}
