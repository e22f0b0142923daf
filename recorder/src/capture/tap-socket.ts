import type { Socket } from 'node:dgram';
import { PipeSocket, type UdpAddress } from './pipe-socket.ts';
import { openUdpSocket } from './udp-socket.ts';

/** Linux gives a datagram to the socket that is connected to its sender, and others to one that is connected to nobody. */
const canShare = process.platform === 'linux';

type OnDatagram = (datagram: Buffer, from: UdpAddress) => void;

/**
 * The port at which a tap's packets come: a socket for whoever sends, and one for each pipe that the tap has named, from which packets are
 * taken many at once. Owned by its capture.
 */
export class TapSocket {
  readonly port: number;
  readonly #ip: string;
  readonly #socket: Socket;
  #onDatagram: OnDatagram = () => {};
  /** By address; null while it is opened. */
  readonly #pipes = new Map<string, { peer: UdpAddress; socket: PipeSocket | null }>();
  #closed = false;

  private constructor(ip: string, socket: Socket) {
    this.#ip = ip;
    this.#socket = socket;
    this.port = socket.address().port;
    socket.on('message', (datagram, { address, port }) => this.#onDatagram(datagram, { ip: address, port }));
    // A pipe that is gone answers with ICMP; the next tap description says so.
    socket.on('error', () => {});
  }

  /** On a free port of an address. */
  static async open(ip: string): Promise<TapSocket> {
    return new TapSocket(ip, await openUdpSocket(ip, { shares: canShare }));
  }

  /** What comes by itself, from anybody, goes there. */
  listen(onDatagram: OnDatagram): void {
    this.#onDatagram = onDatagram;
  }

  /** Has a socket for each of these pipes, and for no other. */
  follow(peers: readonly UdpAddress[]): void {
    const wanted = new Map(peers.map((peer) => [keyOf(peer), peer]));
    for (const [key, { socket }] of this.#pipes) {
      if (wanted.has(key)) continue;
      this.#pipes.delete(key);
      socket?.close();
    }
    if (!canShare) return;
    for (const [key, peer] of wanted) if (!this.#pipes.has(key)) void this.#open(key, peer);
  }

  /** To be called every half second or so: from pipes that have been connected since the last time, packets wait from now on. */
  settle(): void {
    for (const { socket } of this.#pipes.values()) socket?.gather();
  }

  /** Gives all packets that wait, of each pipe in their order. Returns how many they were. */
  drain(take: OnDatagram): number {
    let count = 0;
    for (const { peer, socket } of this.#pipes.values()) {
      count += socket?.drain((datagram) => take(datagram, peer)) ?? 0;
    }
    return count;
  }

  send(packet: Buffer, { ip, port }: UdpAddress): void {
    this.#socket.send(packet, port, ip);
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.follow([]);
    this.#socket.removeAllListeners('message');
    this.#socket.close();
  }

  async #open(key: string, peer: UdpAddress): Promise<void> {
    const pipe: { peer: UdpAddress; socket: PipeSocket | null } = { peer, socket: null };
    this.#pipes.set(key, pipe);
    try {
      const own = { ip: this.#ip, port: this.port };
      const socket = await PipeSocket.open(own, peer, (datagram, from) => this.#onDatagram(datagram, from));
      // It may have gone, and come again, meanwhile.
      if (this.#pipes.get(key) === pipe) pipe.socket = socket;
      else socket.close();
    } catch {
      // What comes through it comes as from anybody.
    }
  }
}

const keyOf = ({ ip, port }: UdpAddress): string => `${ip}:${port}`;
