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

/** mediasoup closes its workers by itself on SIGINT and SIGTERM; here they are closed in order, by their owner. */
function createQuietWorker(): Promise<Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((signal) => [signal, new Set(process.listeners(signal))]));
  const worker = createWorker({ logLevel: 'error' });
  for (const [signal, known] of before) {
    for (const listener of process.listeners(signal)) {
      if (!known.has(listener)) process.removeListener(signal, listener);
    }
  }
  return worker;
}
