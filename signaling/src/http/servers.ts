import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface Servers {
  http: HttpServer;
  https: HttpsServer;
  httpPort: number;
  httpsPort: number;
  close(): Promise<void>;
}

/**
 * Plain HTTP for this machine (browsers trust it there), HTTPS for everyone else (they give no camera without).
 * Rejects with EADDRINUSE when a port is taken.
 */
export async function openServers(
  listener: RequestListener,
  ports: { http: number; https: number },
  { cert, key }: Certificate,
): Promise<Servers> {
  const http = createServer(listener);
  const https = createSecureServer({ cert, key }, listener);
  await listen(http, ports.http, '127.0.0.1');
  try {
    await listen(https, ports.https);
  } catch (error) {
    http.close();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    http,
    https,
    httpPort: (http.address() as AddressInfo).port,
    httpsPort: (https.address() as AddressInfo).port,
    close: () => {
      closing ??= Promise.all([end(http), end(https)]).then(() => {});
      return closing;
    },
  };
}

function listen(server: HttpServer | HttpsServer, port: number, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host ? { host } : {}) }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function end(server: HttpServer | HttpsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
