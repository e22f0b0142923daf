import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Address } from './address.ts';
import { checkConditions } from './conditions.ts';
import type { NetLab } from './net-lab.ts';

/**
 * Lets another process steer a lab over HTTP: `GET /` tells conditions and counts, `PUT /` takes `{ up?, down?, both? }`,
 * `POST /outage` takes `{ durationMs }`, `POST /cut` hangs up.
 */
export async function openControl(lab: NetLab, listen: Address) {
  const server = createServer(async (request, response) => {
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    try {
      await act(lab, `${request.method} ${request.url}`, request);
      answer(200, { conditions: lab.conditions, counts: lab.counts() });
    } catch (error) {
      answer(400, { error: error instanceof Error ? error.message : String(error) });
    }
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : listen.port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function act(lab: NetLab, route: string, request: IncomingMessage): Promise<void> {
  if (route === 'GET /') return;
  const { up = {}, down = {}, both = {}, durationMs } = await readObject(request);
  if (route === 'PUT /') {
    lab.set({
      up: checkConditions({ ...asObject(both), ...asObject(up) }),
      down: checkConditions({ ...asObject(both), ...asObject(down) }),
    });
  } else if (route === 'POST /cut') lab.cut();
  else if (route === 'POST /outage') {
    if (typeof durationMs !== 'number' || !(durationMs >= 0)) throw new RangeError('durationMs is needed');
    void lab.outage(durationMs);
  } else throw new RangeError(`${route} is nothing that this lab knows`);
}

async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const content = Buffer.concat(chunks).toString('utf8');
  return content === '' ? {} : asObject(JSON.parse(content));
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RangeError('an object is needed');
  return { ...value };
}
