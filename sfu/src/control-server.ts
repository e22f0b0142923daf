import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { ControlLink, type ControlSocket } from './control-link.ts';
import { limits } from './limits.ts';
import type { MediaNode } from './node.ts';

/**
 * The door for signaling: Socket.IO over WebSocket on the control port. Several signaling nodes may be linked at once;
 * each proves the shared key first, all get every event.
 */
export class ControlServer {
  readonly #http: HttpServer;
  readonly #io: Server;
  readonly #links = new Set<ControlLink>();
  readonly #stopEvents: () => void;
  #closing: Promise<void> | undefined;

  private constructor(options: { node: MediaNode; sharedKey: string; log: Logger }) {
    this.#http = createServer((_, response) => response.writeHead(404).end());
    this.#io = new Server(this.#http, {
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: limits.planBytes,
    });
    this.#io.on('connection', (socket: ControlSocket) => {
      const link = new ControlLink({ ...options, socket });
      this.#links.add(link);
      socket.once('disconnect', () => {
        this.#links.delete(link);
        link.close();
      });
    });
    this.#stopEvents = options.node.onEvent((name, fact) => {
      for (const link of this.#links) link.tell(name, fact);
    });
  }

  /** @throws when the port is taken. */
  static async listen(options: {
    node: MediaNode;
    sharedKey: string;
    host: string;
    port: number;
    log: Logger;
  }): Promise<ControlServer> {
    const server = new ControlServer(options);
    await new Promise<void>((resolve, reject) => {
      server.#http.once('error', reject);
      server.#http.listen(options.port, options.host, resolve);
    });
    return server;
  }

  get port(): number {
    // Listening on TCP, so never a pipe's name; null only after closing.
    return (this.#http.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stopEvents();
    await this.#io.close();
  }
}
