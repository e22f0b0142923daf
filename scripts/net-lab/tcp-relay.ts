import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Address } from './address.ts';
import type { Relay } from './udp-relay.ts';
import type { StreamWire, Wires } from './wires.ts';

const segmentBytes = 1_448;

/** Relays connections: bytes are late, slow or held, never missing. */
export async function openTcpRelay(listen: Address, to: Address, wires: Wires): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ host: to.host, port: to.port, allowHalfOpen: true, noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    pipe(near, far, wires.up);
    pipe(far, near, wires.down);
  });
  server.listen(listen.port, listen.host);
  await once(server, 'listening');
  const bound = server.address();
  let closed: Promise<void> | undefined;

  function cut(): void {
    for (const socket of sockets) socket.resetAndDestroy();
  }

  return {
    kind: 'tcp',
    address: { host: listen.host, port: typeof bound === 'object' && bound !== null ? bound.port : listen.port },
    cut,
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      });
      return closed;
    },
  };
}

function pipe(from: Socket, to: Socket, wire: StreamWire): void {
  from.on('data', (data) => {
    for (let start = 0; start < data.length; start += segmentBytes) {
      const piece = data.subarray(start, start + segmentBytes);
      wire.carry(piece.length, () => {
        if (!to.destroyed) to.write(piece);
      });
    }
    if (!wire.isFull()) return;
    from.pause();
    wire.whenRoom(() => from.resume());
  });
  from.once('end', () => wire.carry(0, () => to.end()));
}
