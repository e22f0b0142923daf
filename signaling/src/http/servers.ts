import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type Server as HttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import type { Certificate } from './certificate.ts';
import { trackSockets } from './track-sockets.ts';

export interface Servers {
  http: HttpServer;
  https: HttpsServer;
  httpPort: number;
  httpsPort: number;
  /** Takes no more connections, lets requests under way end for a second, then closes what is left. Idempotent. */
  close(): Promise<void>;
}

/** A request that does not come, or does not go on, is given up. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 15_000 };
const closeWithinMs = 1_000;
/** Not every machine has IPv6. */
const lacksAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * Plain HTTP for this machine (browsers trust it there), HTTPS for everyone else (they give no camera without). Rejects with code
 * EADDRINUSE and the variable's name when a port is taken; then nothing listens. Port 0 takes a free one.
 */
export async function openServers(
  listener: RequestListener,
  ports: { http: number; https: number },
  { cert, key }: Certificate,
): Promise<Servers> {
  const http = createServer(timeouts, listener);
  const https = createSecureServer({ ...timeouts, handshakeTimeout: 10_000, cert, key }, listener);
  // `localhost` is ::1 for many programs: one HTTP server takes the connections of both.
  const loopback6 = createTcpServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    http.emit('connection', socket),
  );
  const endSockets = [trackSockets(http), trackSockets(https)];
  const all = [http, https, loopback6];
  const closeAll = async () => {
    const closed = Promise.all(all.map(stop));
    http.closeIdleConnections();
    https.closeIdleConnections();
    const late = setTimeout(() => endSockets.forEach((end) => void end()), closeWithinMs);
    await closed;
    clearTimeout(late);
  };
  try {
    await listen(http, ports.http, '127.0.0.1', 'HTTP_PORT');
    const { port } = http.address() as AddressInfo;
    await listen(loopback6, port, '::1', 'HTTP_PORT').catch((error: NodeJS.ErrnoException) => {
      const free = ports.http === 0 && error.code === 'EADDRINUSE';
      if (!free && !lacksAddress.has(error.code ?? '')) throw error;
    });
    await listen(https, ports.https, undefined, 'HTTPS_PORT');
  } catch (error) {
    await closeAll();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    http,
    https,
    httpPort: (http.address() as AddressInfo).port,
    httpsPort: (https.address() as AddressInfo).port,
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

function listen(server: TcpServer, port: number, host: string | undefined, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') error.message = `${variable}: port ${port} is taken (${error.message})`;
      reject(error);
    };
    server.once('error', refused);
    server.listen({ port, ...(host ? { host } : {}) }, () => {
      server.off('error', refused);
      resolve();
    });
  });
}

function stop(server: TcpServer): Promise<void> {
  return new Promise((resolve) => {
    // An error only says that it does not listen.
    server.close(() => resolve());
  });
}
