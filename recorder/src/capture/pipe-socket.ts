import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { readSync } from 'node:fs';
import { bindUdpSocket } from './udp-socket.ts';

/** Where datagrams come from, or go to. */
export interface UdpAddress {
  ip: string;
  port: number;
}

/** RTP and RTCP of an sfu have at most 1,500 bytes; what is longer is neither. */
const mostBytes = 2_048;
/** Packets live in what is read at once until their segment is cut: a few small ones must not keep much. */
const blockBytes = 64 * 1024;
/** Then others have their turn. */
const mostAtOnce = 1_024;

/** What Node keeps of a UDP socket for itself. */
interface Handle {
  readonly fd: number;
  /** Returns 0, or what the system said. */
  recvStop(): number;
}

/**
 * One pipe's own socket, connected to its far end: the kernel lets nothing else in. First it gives datagrams as they come, like any other. Once
 * {@link gather} is called they wait in the kernel until {@link drain} takes them all at once.
 *
 * Node calls back for each datagram, which wakes it more than a thousand times a second for 16 cameras with microphones: a third of a
 * recorder's processor time. It has no call for many, and none that reads without waiting; `readSync` on the socket's file is one. The file is Node's
 * own affair: where it cannot be had, datagrams go on coming as they come. Owned by the tap's socket.
 */
export class PipeSocket {
  readonly #socket: Socket;
  #file: number | null = null;
  #block = Buffer.alloc(0);
  #usedBytes = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** On an address that others of this process's sockets share. */
  static async open(
    own: UdpAddress,
    peer: UdpAddress,
    onDatagram: (datagram: Buffer, from: UdpAddress) => void,
  ): Promise<PipeSocket> {
    const socket = await bindUdpSocket(own.ip, own.port, { shares: true });
    // Until it is connected anybody's datagrams may be among them.
    socket.on('message', (datagram, { address: ip, port }) => onDatagram(datagram, { ip, port }));
    // A pipe that is gone answers with ICMP; the next tap description says so.
    socket.on('error', () => {});
    socket.connect(peer.port, peer.ip);
    await once(socket, 'connect');
    return new PipeSocket(socket);
  }

  /** Whether datagrams wait for {@link drain}. */
  get gathers(): boolean {
    return this.#file !== null;
  }

  /** From now on datagrams wait; not where Node does not let them. To be called when all from before it was connected have come. Idempotent. */
  gather(): void {
    const handle = this.#file === null ? handleOf(this.#socket) : null;
    if (handle !== null && handle.recvStop() === 0) this.#file = handle.fd;
  }

  /** Gives all that wait. Returns how many they were. */
  drain(take: (datagram: Buffer) => void): number {
    for (let count = 0; count < mostAtOnce; count += 1) {
      if (this.#file === null) return count;
      if (this.#block.length - this.#usedBytes < mostBytes) {
        this.#block = Buffer.allocUnsafeSlow(blockBytes);
        this.#usedBytes = 0;
      }
      const lengthBytes = readWaiting(this.#file, this.#block, this.#usedBytes);
      if (lengthBytes === null) return count;
      const datagram = this.#block.subarray(this.#usedBytes, this.#usedBytes + lengthBytes);
      this.#usedBytes += lengthBytes;
      if (lengthBytes < mostBytes) take(datagram);
    }
    return mostAtOnce;
  }

  close(): void {
    this.#file = null;
    this.#socket.removeAllListeners('message');
    this.#socket.close();
  }
}

/** Length of the next datagram; null when none waits, or the far end refused one of ours. */
function readWaiting(file: number, block: Buffer, offset: number): number | null {
  const { stackTraceLimit } = Error;
  // That none is left is told by an error, fifty times a second: drawing up where it happened costs more than all the reading.
  Error.stackTraceLimit = 0;
  try {
    return readSync(file, block, offset, mostBytes, null);
  } catch {
    return null;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Null in a Node that keeps it elsewhere. */
function handleOf(socket: Socket): Handle | null {
  for (const key of Object.getOwnPropertySymbols(socket)) {
    const state: unknown = Reflect.get(socket, key);
    if (typeof state === 'object' && state !== null && 'handle' in state && isHandle(state.handle)) return state.handle;
  }
  return null;
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== 'object' || value === null || !('fd' in value) || !('recvStop' in value)) return false;
  return typeof value.fd === 'number' && value.fd >= 0 && typeof value.recvStop === 'function';
}
