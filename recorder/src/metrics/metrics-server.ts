import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import { expositionType } from './exposition.ts';
import type { RecorderMetrics } from './recorder-metrics.ts';

/** Serves a recorder's figures at `/metrics`, to this machine alone. Owned by the process. */
export class MetricsServer {
  readonly #server: Server;
  readonly port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** `port` 0: any that is free. Null when it cannot be had, which is no reason not to record. */
  static async open(metrics: RecorderMetrics, port: number, logger: Logger): Promise<MetricsServer | null> {
    const server = createServer(({ method, url }, response) => {
      if (url !== '/metrics' || (method !== 'GET' && method !== 'HEAD')) {
        response.writeHead(url === '/metrics' ? 405 : 404).end();
        return;
      }
      metrics.text().then(
        (text) => response.writeHead(200, { 'content-type': expositionType }).end(text),
        (error: unknown) => {
          logger.error({ err: error }, 'no figures');
          response.writeHead(500).end();
        },
      );
    });
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    } catch (error) {
      logger.error({ err: error, port }, 'figures are not served');
      return null;
    }
    server.unref();
    const address = server.address();
    return new MetricsServer(server, typeof address === 'object' && address !== null ? address.port : port);
  }

  /** Idempotent. */
  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
