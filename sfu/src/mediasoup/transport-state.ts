import type { WebRtcTransport } from 'mediasoup/types';
import type { TransportState } from '../engine/engine.ts';

/** Tells when a transport carries media, no longer does, or never will; each state once until it changes. */
export function watchTransport(transport: WebRtcTransport, listener: (state: TransportState) => void): () => void {
  let told: TransportState | undefined;
  const look = (): void => {
    const state = transportState(transport);
    if (state === undefined || state === told) return;
    told = state;
    listener(state);
  };
  transport.observer.on('icestatechange', look);
  transport.observer.on('dtlsstatechange', look);
  return () => {
    transport.observer.off('icestatechange', look);
    transport.observer.off('dtlsstatechange', look);
  };
}

function transportState({ iceState, dtlsState }: WebRtcTransport): TransportState | undefined {
  if (dtlsState === 'failed') return 'failed';
  if (iceState === 'disconnected' || dtlsState === 'closed') return 'disconnected';
  const flows = (iceState === 'connected' || iceState === 'completed') && dtlsState === 'connected';
  return flows ? 'connected' : undefined;
}
