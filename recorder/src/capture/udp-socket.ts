import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What the kernel may hold while this process is busy; it gives less where its own limit is lower. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** Opens a UDP socket on a free port of an address; with `shares` more of them may be opened on that port by this user's processes. */
export async function openUdpSocket(ip: string, { shares }: { shares: boolean }): Promise<Socket> {
  const socket = await bindUdpSocket(ip, 0, { shares: false });
  if (!shares) return socket;
  // Asked for a port to share, the kernel may choose one that somebody has. This one is nobody's.
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return bindUdpSocket(ip, port, { shares });
}

/** The same on a port that is known. */
export async function bindUdpSocket(ip: string, port: number, { shares }: { shares: boolean }): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: receiveBufferBytes, reusePort: shares });
  socket.bind({ address: ip, port, exclusive: true });
  await once(socket, 'listening');
  return socket;
}
