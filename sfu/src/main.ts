import { readFileSync } from 'node:fs';
import { setLogEventListeners } from 'mediasoup';
import { pino } from 'pino';
import { z } from 'zod';
import { systemClock } from './clock.ts';
import { ControlServer } from './control-server.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { MediasoupEngine } from './mediasoup/mediasoup-engine.ts';
import { MediaNode } from './node.ts';

const log = pino({ name: 'sfu' });

/** Starts one sfu node, and says so to the supervisor once signaling may link. */
async function start(environment: Environment): Promise<void> {
  log.level = environment.logLevel;
  setLogEventListeners({
    onwarn: (namespace, text) => log.warn({ namespace }, text),
    onerror: (namespace, text, error) => log.error({ namespace, err: error }, text),
  });
  const { sharedKey, controlHost: host, controlPort: port, ...media } = environment;
  const version = readVersion();
  const engine = await MediasoupEngine.start({ ...media, log });
  const node = new MediaNode({ engine, clock: systemClock, log, version });
  const server = await ControlServer.listen({ node, sharedKey, host, port, log }).catch(async (error: unknown) => {
    await node.close();
    throw error;
  });

  let closing = false;
  const close = async (reason: string): Promise<void> => {
    if (closing) return;
    closing = true;
    log.info({ reason }, 'closing');
    await server.close();
    await node.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void close('SIGTERM'));
  // Under a supervisor Ctrl-C reaches the whole group, and the supervisor decides when media may end.
  process.on('SIGINT', () => {
    if (process.send === undefined) void close('SIGINT');
  });
  process.on('disconnect', () => void close('supervisor gone'));

  log.info({ controlPort: server.port, version }, 'ready');
  process.send?.({ type: 'ready', controlPort: server.port });
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

try {
  await start(readEnvironment(process.env));
} catch (error) {
  log.fatal({ err: error }, 'not started');
  process.exit(1);
}
