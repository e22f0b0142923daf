import { observer } from 'mediasoup';
import type { Worker } from 'mediasoup/types';
import { pino } from 'pino';
import { ControlServer } from '../control-server.ts';
import { MediaNode } from '../node.ts';
import { sfuContract } from '../sfu.contract.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MediasoupEngine } from './mediasoup-engine.ts';

const sharedKey = 'b'.repeat(64);

sfuContract('mediasoup', async () => {
  const clock = new ManualClock();
  const log = pino({ level: 'silent' });
  const workers = new Set<Worker>();
  observer.on('newworker', (worker) => workers.add(worker));
  const ports = { minPort: 41_000, maxPort: 41_999 };
  const engine = await MediasoupEngine.start({
    ...{ workers: 2, announcedIps: [], recorderIps: [], placementSlack: 0, log },
    ...ports,
  });
  const node = new MediaNode({ engine, clock, log, version: 'test' });
  const server = await ControlServer.listen({ node, sharedKey, host: '127.0.0.1', port: 0, log });
  return {
    ...{ port: server.port, sharedKey, clock },
    killWorker: (workerId) => {
      const pid = engine.workers().find((worker) => worker.workerId === workerId)?.pid;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    countTransports: () => countTransports(workers),
    close: async () => {
      await server.close();
      await node.close();
    },
  };
});

/** Asks the worker processes themselves. */
async function countTransports(workers: ReadonlySet<Worker>): Promise<number> {
  let transports = 0;
  for (const worker of workers) {
    if (worker.closed) continue;
    const { channelMessageHandlers, webRtcServerIds } = await worker.dump();
    // The worker keeps a request handler for each transport, router, producer, consumer and server of its own.
    transports += channelMessageHandlers.channelRequestHandlers.length - webRtcServerIds.length;
  }
  return transports;
}
