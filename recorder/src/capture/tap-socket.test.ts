import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UdpAddress } from './pipe-socket.ts';
import { TapSocket } from './tap-socket.ts';

const ip = '127.0.0.1';

/** What came by itself, and what waited, in their order. */
let came: { text: string; from: UdpAddress }[];
let waited: { text: string; from: UdpAddress }[];
let tap: TapSocket;
let pipe: Socket;
let stranger: Socket;

beforeEach(async () => {
  came = [];
  waited = [];
  tap = await TapSocket.open(ip);
  tap.listen((datagram, from) => came.push({ text: datagram.toString(), from }));
  pipe = await sender();
  stranger = await sender();
});
afterEach(() => {
  tap.close();
  pipe.close();
  stranger.close();
});

async function sender(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, ip);
  await once(socket, 'listening');
  return socket;
}

const addressOf = (socket: Socket): UdpAddress => ({ ip, port: socket.address().port });
const drain = () => tap.drain((datagram, from) => waited.push({ text: datagram.toString(), from }));
const send = (from: Socket, text: string) =>
  new Promise<void>((resolve, reject) => from.send(text, tap.port, ip, (error) => (error ? reject(error) : resolve())));

/** From now on what the pipe sends waits. */
async function gather(): Promise<void> {
  tap.follow([addressOf(pipe)]);
  await vi.waitFor(async () => {
    tap.settle();
    await send(pipe, 'is it so?');
    expect(drain()).toBeGreaterThan(0);
  });
  waited = [];
  came = [];
}

test('what a named pipe sends waits until it is taken, all at once and in order', async () => {
  await gather();
  const texts = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(index * 14)}`);
  for (const text of texts) await send(pipe, text);
  expect(waited).toEqual([]);
  expect(drain()).toBe(100);
  expect(waited).toEqual(texts.map((text) => ({ text, from: addressOf(pipe) })));
  expect(drain()).toBe(0);
  expect(came).toEqual([]);
});

test('what others send comes by itself, with who they are, and never among what waits', async () => {
  await gather();
  await send(stranger, 'hello');
  await vi.waitFor(() => expect(came).toEqual([{ text: 'hello', from: addressOf(stranger) }]));
  expect(drain()).toBe(0);
});

test('before a pipe is named, and when it is no more, it is one of the others', async () => {
  await send(pipe, 'early');
  await vi.waitFor(() => expect(came).toEqual([{ text: 'early', from: addressOf(pipe) }]));
  await gather();
  tap.follow([]);
  await send(pipe, 'late');
  await vi.waitFor(() => expect(came).toEqual([{ text: 'late', from: addressOf(pipe) }]));
});

test('where packets cannot be made to wait they come by themselves', async () => {
  tap.follow([addressOf(pipe)]);
  // Never settled, as where Node keeps the socket's file to itself.
  await send(pipe, 'one');
  await send(pipe, 'two');
  await vi.waitFor(() => expect(came.map(({ text }) => text).sort()).toEqual(['one', 'two']));
  expect(drain()).toBe(0);
});

test('what is longer than any packet is passed over', async () => {
  await gather();
  await send(pipe, 'y'.repeat(5_000));
  await send(pipe, 'short');
  drain();
  expect(waited.map(({ text }) => text)).toEqual(['short']);
});

test('a packet goes out from the port at which they come, to where nobody listens too', async () => {
  await gather();
  const heard = once(pipe, 'message');
  tap.send(Buffer.from('report'), addressOf(pipe));
  const [message, from] = await heard;
  expect(String(message)).toBe('report');
  expect(from).toMatchObject({ port: tap.port });
  const gone = await sender();
  const address = addressOf(gone);
  gone.close();
  tap.send(Buffer.from('nobody'), address);
  await send(pipe, 'goes on');
  expect(drain()).toBe(1);
});
