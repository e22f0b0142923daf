import { readFileSync } from 'node:fs';
import { setLogEventListeners } from 'mediasoup';
import { pino } from 'pino';
import { z } from 'zod';
import { systemClock } from './clock.ts';
import { ControlServer } from './control-server.ts';
import { readEnvironment } from './environment.ts';
import { MediasoupEngine } from './mediasoup/mediasoup-engine.ts';
import { MediaNode } from './node.ts';

const environment = readEnvironment(process.env);
const log = pino({ name: 'sfu', level: environment.logLevel });
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

setLogEventListeners({
  onwarn: (namespace, text) => log.warn({ namespace }, text),
  onerror: (namespace, text, error) => log.error({ namespace, err: error }, text),
});

const engine = await MediasoupEngine.start({
  workers: environment.workers,
  announcedIps: environment.announcedIps,
  recorderIps: environment.recorderIps,
  minPort: environment.minPort,
  maxPort: environment.maxPort,
  log,
});
const node = new MediaNode({ engine, clock: systemClock, log, version });
const server = await ControlServer.listen({
  node,
  sharedKey: environment.sharedKey,
  host: environment.controlHost,
  port: environment.controlPort,
  log,
});

let closing = false;
async function close(reason: string): Promise<void> {
  if (closing) return;
  closing = true;
  log.info({ reason }, 'closing');
  await server.close();
  await node.close();
  process.exit(0);
}
process.on('SIGTERM', () => void close('SIGTERM'));
// Under a supervisor Ctrl-C reaches the whole group; the supervisor decides when media may end.
process.on('SIGINT', () => {
  if (process.send === undefined) void close('SIGINT');
});
process.on('disconnect', () => void close('supervisor gone'));

log.info({ controlPort: server.port, version }, 'ready');
process.send?.({ type: 'ready', controlPort: server.port });
