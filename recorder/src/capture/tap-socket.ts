import type { RemoteInfo, Socket } from 'node:dgram';
import { openUdpSocket } from './udp-socket.ts';

type OnDatagram = (datagram: Buffer, sender: RemoteInfo) => void;

/** The address to which a tap sends. All captures of one seat's tap hear it; the last of them to let go closes it. */
export class TapSocket {
  readonly port: number;
  readonly #socket: Socket;
  readonly #listeners = new Set<OnDatagram>();

  private constructor(socket: Socket, port: number) {
    this.port = port;
    this.#socket = socket;
    // A pipe that is gone answers with ICMP; the next tap description says so.
    socket.on('error', () => {});
  }

  static async open(ip: string): Promise<TapSocket> {
    const { socket, port } = await openUdpSocket(ip);
    return new TapSocket(socket, port);
  }

  /** Returns the undo. */
  listen(onDatagram: OnDatagram): () => void {
    this.#listeners.add(onDatagram);
    this.#socket.on('message', onDatagram);
    return () => {
      if (!this.#listeners.delete(onDatagram)) return;
      this.#socket.off('message', onDatagram);
      if (this.#listeners.size === 0) this.#socket.close();
    };
  }

  /** To a pipe's far end. */
  send(packet: Buffer, { ip, port }: { ip: string; port: number }): void {
    if (this.#listeners.size > 0) this.#socket.send(packet, port, ip);
  }
}
