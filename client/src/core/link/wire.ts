import type { ClientToServerEvents, LinkAuth, ServerToClientEvents } from '@tongke/signaling/protocol/lesson';

/** What the link needs of a Socket.IO socket; tests give their own. */
export interface Wire {
  readonly connected: boolean;
  /** Of the present connection; undefined before the first. */
  readonly id?: string | undefined;
  on(name: string, listener: (...args: never[]) => void): unknown;
  emit(name: string, ...args: unknown[]): unknown;
  /** Sends only what can go at once. */
  readonly volatile?: Pick<Wire, 'emit'>;
  connect(): unknown;
  disconnect(): unknown;
}

/** Makes the wire. `auth` is asked anew for each connection, since what was last folded moves on. */
export type MakeWire = (auth: () => LinkAuth) => Promise<Wire>;

export type ServerEvents = ServerToClientEvents;
export type { ClientToServerEvents };

/**
 * A Socket.IO connection to the server of this page: WebSocket first, long polling where a proxy blocks it. It tries
 * again for ever, each 0.25 to 1 s, give or take half, so that all seats are back soon after the server is. The library
 * is loaded here, after the first paint.
 */
export const socketWire: MakeWire = async (auth) => {
  const { io } = await import('socket.io-client');
  const socket = io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnection: true,
    reconnectionAttempts: Number.POSITIVE_INFINITY,
    reconnectionDelay: 250,
    reconnectionDelayMax: 1_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
    auth: (give) => give({ ...auth() }),
  });
  return socket as unknown as Wire;
};

/** Loads what a connection needs, so that a later click is quick. */
export const preloadWire = (): Promise<unknown> => import('socket.io-client');
