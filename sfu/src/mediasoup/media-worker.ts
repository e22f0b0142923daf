import { createWorker } from 'mediasoup';
import type { TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types';

/** One mediasoup worker process with its one WebRtcServer, and what it carries now. */
export interface MediaWorker {
  readonly workerId: string;
  readonly worker: Worker;
  readonly webRtcServer: WebRtcServer;
  /** The UDP and TCP port of all its WebRTC transports. */
  readonly port: number;
  readonly load: { seats: number; consumers: number; producers: number };
}

/**
 * Starts a worker on the first of `ports` that is free on every address, UDP and TCP.
 *
 * @throws when the worker cannot be started, or no port is free.
 */
export async function startMediaWorker(
  workerId: string,
  listenIps: readonly string[],
  ports: Iterable<number>,
): Promise<MediaWorker> {
  const worker = await createQuietWorker();
  let cause: unknown;
  for (const port of ports) {
    try {
      const listenInfos = listenIps.flatMap((ip): TransportListenInfo[] => [
        { protocol: 'udp', ip, port },
        { protocol: 'tcp', ip, port },
      ]);
      const webRtcServer = await worker.createWebRtcServer({ listenInfos });
      return { workerId, worker, webRtcServer, port, load: { seats: 0, consumers: 0, producers: 0 } };
    } catch (error) {
      cause = error;
      if (worker.closed) break;
    }
  }
  worker.close();
  throw new Error('no free port for media: set RTC_MIN_PORT and RTC_MAX_PORT', { cause });
}

/**
 * Settings of the worker's bandwidth estimator (libwebrtc's field trials). A receiver that gets less than its line carries is offered
 * twice as much for 15 ms each second instead of every 5 s, so that a line that is good again is known to be within seconds; to a line of
 * 64 kb/s that is some hundred bytes.
 */
const estimator = 'WebRTC-Bwe-AlrLimitedBackoff/Enabled/WebRTC-Bwe-AlrProbing/alr_interval:1s,alr_scale:2/';

/** mediasoup closes its workers by itself on SIGINT and SIGTERM; here they are closed in order, by their owner. */
function createQuietWorker(): Promise<Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((signal) => [signal, new Set(process.listeners(signal))]));
  const worker = createWorker({ logLevel: 'error', libwebrtcFieldTrials: estimator });
  for (const [signal, known] of before) {
    for (const listener of process.listeners(signal)) {
      if (!known.has(listener)) process.removeListener(signal, listener);
    }
  }
  return worker;
}
