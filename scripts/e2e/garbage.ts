import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectPlainly, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { seededRandom } from '../net-lab/random.ts';

/** Bytes that look like nothing, and like the beginning of what the product speaks; the same for the same seed. */
export function garbage(seed: number, count: number): Buffer[] {
  const random = seededRandom(seed, 'garbage');
  const noise = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  return Array.from({ length: count }, (_, index) => {
    const bytes = noise(1 + Math.floor(random() * 1_400));
    const head = heads[index % heads.length];
    return head === undefined ? bytes : Buffer.concat([head, bytes]);
  });
}

const heads: (Buffer | undefined)[] = [
  undefined,
  // RTP (RFC 3550, 5.1): with an extension, with padding, with sources that are not there.
  Buffer.from('9060000100000001deadbeefbede7fff', 'hex'),
  Buffer.from('a060ffffffffffff00000000', 'hex'),
  Buffer.from('8f7affff0000000000000000', 'hex'),
  // RTCP: a sender report, a report whose length is a lie, a compound that never ends.
  Buffer.from('80c80006', 'hex'),
  Buffer.from('9fc9ffff00000000', 'hex'),
  Buffer.from('81cd0003000000000000000000000000', 'hex'),
  // STUN (RFC 8489): a binding request whose attribute is longer than itself.
  Buffer.from('000100082112a442000102030405060708090a0b0006ffff', 'hex'),
  // DTLS 1.2: a handshake record of 65,535 bytes.
  Buffer.from('16fefd0000000000000000ffff01', 'hex'),
  Buffer.from([]),
];

/** Sends datagrams to a port of this machine. */
export async function sendDatagrams(port: number, datagrams: readonly Buffer[]): Promise<void> {
  const socket = createSocket('udp4');
  // What is refused was sent to a port that was closed meanwhile.
  socket.on('error', () => undefined);
  for (const datagram of datagrams) {
    await new Promise<void>((resolve) => socket.send(datagram, port, '127.0.0.1', () => resolve()));
  }
  socket.close();
}

/** What came back on a connection until the other side hung up, or until it said something. */
export async function converse(
  port: number,
  pieces: readonly (Buffer | string)[],
  { secure = false, patienceMs = 500 } = {},
): Promise<string> {
  const socket: Socket = secure
    ? connectSecurely({ host: '127.0.0.1', port, rejectUnauthorized: false })
    : connectPlainly({ host: '127.0.0.1', port });
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString('latin1');
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // A reset is one of the right answers.
  socket.on('error', () => undefined);
  socket.setTimeout(patienceMs, () => socket.destroy());
  for (const piece of pieces) {
    if (socket.destroyed) break;
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
  }
  await closed;
  return answer;
}
