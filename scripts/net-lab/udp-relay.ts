import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Address } from './address.ts';
import type { Wires } from './wires.ts';

/** A running relay. */
export interface Relay {
  readonly kind: 'udp' | 'tcp';
  /** Where it listens. */
  readonly address: Address;
  /** Hangs up every connection (TCP) or forgets every sender (UDP), as a rebooted router would. */
  cut(): void;
  close(): Promise<void>;
}

/** Relays datagrams: each sender gets a socket of its own towards the target, as behind a translating router. */
export async function openUdpRelay(listen: Address, to: Address, wires: Wires): Promise<Relay> {
  const front = createSocket('udp4');
  const senders = new Map<string, Socket>();
  front.bind(listen.port, listen.host);
  await once(front, 'listening');
  enlarge(front);
  let closed: Promise<void> | undefined;

  front.on('error', () => undefined);
  front.on('message', (message, { address, port }) => {
    const key = `${address}:${port}`;
    const back = senders.get(key) ?? openSender(key, address, port);
    wires.up.pass(message.length, () => send(back, message, to));
  });

  function openSender(key: string, address: string, port: number): Socket {
    const socket = createSocket('udp4');
    senders.set(key, socket);
    socket.bind(0, () => enlarge(socket));
    socket.on('error', () => undefined);
    socket.on('message', (message) =>
      wires.down.pass(message.length, () => send(front, message, { host: address, port })),
    );
    return socket;
  }

  function cut(): void {
    for (const socket of senders.values()) socket.close();
    senders.clear();
  }

  return {
    kind: 'udp',
    address: { host: listen.host, port: front.address().port },
    cut,
    close() {
      closed ??= new Promise((resolve) => {
        cut();
        front.close(() => resolve());
      });
      return closed;
    },
  };
}

function enlarge(socket: Socket): void {
  socket.setRecvBufferSize(1024 * 1024);
  socket.setSendBufferSize(1024 * 1024);
}

function send(socket: Socket, message: Buffer, { host, port }: Address): void {
  try {
    // Nobody listening there any more is a lost packet like any other.
    socket.send(message, port, host, () => undefined);
  } catch {
    // It was closed while the packet was on its way.
  }
}
