import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openControl } from './control.ts';
import { type NetLab, type NetLabOptions, openNetLab } from './net-lab.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function lab(options: NetLabOptions): Promise<NetLab> {
  const opened = await openNetLab(options);
  closing.push(() => opened.close());
  return opened;
}

/** A datagram server that answers each message with the same. */
async function udpEcho(): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => socket.send(message, port, address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closing.push(() => socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

async function udpClient() {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closing.push(() => socket.close());
  return socket;
}

async function tcpServer(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

describe('openNetLab', () => {
  it('carries datagrams there and back, late by the delay of both ways', async () => {
    const { addresses } = await lab({
      relays: [{ kind: 'udp', to: await udpEcho() }],
      up: { delayMs: 30 },
      down: { delayMs: 20 },
    });
    const client = await udpClient();
    const sentAt = performance.now();
    client.send('hello', addresses[0]?.port, '127.0.0.1');
    const [message] = await once(client, 'message');
    expect(String(message)).toBe('hello');
    const tookMs = performance.now() - sentAt;
    expect(tookMs).toBeGreaterThanOrEqual(49);
    expect(tookMs).toBeLessThan(150);
  });

  it('loses the same datagrams each time that it runs', async () => {
    const to = await udpEcho();
    async function survivors(): Promise<number[]> {
      const opened = await lab({ seed: 42, relays: [{ kind: 'udp', to }], up: { loss: 0.3 } });
      const client = await udpClient();
      const got: number[] = [];
      const done = new Promise<void>((resolve) => {
        client.on('message', (message) => {
          if (message.length === 1) got.push(message[0] ?? -1);
          else resolve();
        });
      });
      for (let index = 0; index < 200; index += 1)
        client.send(Buffer.of(index), opened.addresses[0]?.port, '127.0.0.1');
      const last = setInterval(() => client.send('last one', opened.addresses[0]?.port, '127.0.0.1'), 20);
      await done;
      clearInterval(last);
      return got;
    }
    const first = await survivors();
    expect(first.length).toBeGreaterThan(110);
    expect(first.length).toBeLessThan(170);
    expect(await survivors()).toEqual(first);
  });

  it('carries a stream whole, at the rate within 5 %, and both relays share it', async () => {
    const payload = Buffer.alloc(250_000, 7);
    const to = await tcpServer((socket) => socket.end(payload));
    const { addresses } = await lab({
      relays: [
        { kind: 'tcp', to },
        { kind: 'tcp', to },
      ],
      down: { rateBps: 4_000_000, queueBytes: 30_000, loss: 0 },
    });
    const startedAt = performance.now();
    const lengths = await Promise.all(
      addresses.map(async ({ port }) => {
        const socket = connect(port, '127.0.0.1');
        let length = 0;
        for await (const chunk of socket) length += chunk.length;
        return length;
      }),
    );
    const rate = (2 * payload.length * 8_000) / (performance.now() - startedAt);
    expect(lengths).toEqual([payload.length, payload.length]);
    expect(rate / 4_000_000).toBeGreaterThan(0.95);
    expect(rate / 4_000_000).toBeLessThan(1.05);
  });

  it('stands still while the line is down: datagrams are gone, streams go on afterwards', async () => {
    const stream = await tcpServer((socket) => socket.pipe(socket));
    const opened = await lab({
      relays: [
        { kind: 'udp', to: await udpEcho() },
        { kind: 'tcp', to: stream },
      ],
    });
    const [udp, tcp] = opened.addresses;
    const client = await udpClient();
    const socket = connect(tcp?.port ?? 0, '127.0.0.1');
    await once(socket, 'connect');
    closing.push(() => socket.destroy());
    const outage = opened.outage(250);
    const startedAt = performance.now();
    client.send('lost', udp?.port, '127.0.0.1');
    socket.write('kept');
    const [data] = await once(socket, 'data');
    expect(String(data)).toBe('kept');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(240);
    await outage;
    client.send('after', udp?.port, '127.0.0.1');
    expect(String((await once(client, 'message'))[0])).toBe('after');
    expect(opened.counts().up.lostWhileDown).toBe(1);
  });

  it('hangs up what is open', async () => {
    const opened = await lab({ relays: [{ kind: 'tcp', to: await tcpServer((socket) => socket.write('x')) }] });
    const socket = connect(opened.addresses[0]?.port ?? 0, '127.0.0.1');
    await once(socket, 'data');
    opened.cut();
    const [error] = await once(socket, 'error');
    expect(error.code).toBe('ECONNRESET');
  });

  it('leaves nothing behind when one address cannot be had', async () => {
    const taken = await tcpServer(() => undefined);
    await expect(
      openNetLab({
        relays: [
          { kind: 'udp', to: taken },
          { kind: 'tcp', listen: taken, to: taken },
        ],
      }),
    ).rejects.toThrow('EADDRINUSE');
  });
});

describe('openControl', () => {
  it('steers a lab from another process', async () => {
    const opened = await lab({ relays: [{ kind: 'udp', to: await udpEcho() }] });
    const control = await openControl(opened, { host: '127.0.0.1', port: 0 });
    closing.push(() => control.close());
    async function call(method: string, path: string, body?: unknown) {
      const outgoing = request({ port: control.port, host: '127.0.0.1', method, path, agent: false });
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
      const [response] = await once(outgoing, 'response');
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
    }
    const changed = await call('PUT', '/', { both: { delayMs: 5 }, down: { loss: 0.1 } });
    expect(changed.body.conditions.up).toMatchObject({ delayMs: 5, loss: 0 });
    expect(changed.body.conditions.down).toMatchObject({ delayMs: 5, loss: 0.1 });
    expect(await call('PUT', '/', { up: { loss: 9 } })).toEqual({ status: 400, body: { error: 'loss cannot be 9' } });
    expect((await call('POST', '/outage', {})).status).toBe(400);
    expect((await call('DELETE', '/')).status).toBe(400);
    await call('POST', '/outage', { durationMs: 10_000 });
    expect((await call('GET', '/')).body.conditions.up.down).toBe(true);
  });
});
