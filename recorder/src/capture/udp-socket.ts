import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What the kernel may hold while this process is busy; it gives less where its own limit is lower. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** Opens a UDP socket on a free port of an address. */
export async function openUdpSocket(ip: string): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: receiveBufferBytes });
  socket.bind({ address: ip, port: 0, exclusive: true });
  await once(socket, 'listening');
  return { socket, port: socket.address().port };
}
