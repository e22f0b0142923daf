import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import { handshakeProof, type SfuAnswer, type SfuEventName, type SfuEvents, sameProof } from '../control/index.ts';
import { dispatch } from './dispatch.ts';
import { limits } from './limits.ts';
import type { MediaNode } from './node.ts';

interface SocketToSfu {
  prove: (message: unknown, answer: unknown) => void;
  request: (name: unknown, input: unknown, answer: unknown) => void;
}
type SocketFromSfu = { challenge: (message: { nonce: string; proof: string }) => void } & {
  [Name in SfuEventName]: (fact: SfuEvents[Name]) => void;
};
/** One signaling node's connection. What it sends is unknown until it is parsed. */
export type ControlSocket = Socket<SocketToSfu, SocketFromSfu>;

/** Proves the shared key to one signaling node and asks for its proof; then serves its requests and tells it facts. */
export class ControlLink {
  readonly #socket: ControlSocket;
  readonly #node: MediaNode;
  readonly #log: Logger;
  readonly #deadline: NodeJS.Timeout;
  #proved = false;

  constructor(options: { socket: ControlSocket; node: MediaNode; sharedKey: string; log: Logger }) {
    this.#socket = options.socket;
    this.#node = options.node;
    this.#log = options.log;
    this.#deadline = setTimeout(() => this.#refuse('no proof in time'), limits.handshakeMs);
    this.#boundMessages();
    const signalingNonce = readString(options.socket.handshake.auth, 'nonce');
    if (signalingNonce === undefined || signalingNonce.length < 32 || signalingNonce.length > 128) {
      this.#refuse('no nonce');
      return;
    }
    this.#handshake(options.sharedKey, signalingNonce);
  }

  /** Tells one fact, once the other end has proved itself. */
  tell<Name extends SfuEventName>(name: Name, fact: SfuEvents[Name]): void {
    if (this.#proved) (this.#socket as Socket).emit(name, fact);
  }

  close(): void {
    clearTimeout(this.#deadline);
    if (this.#proved) this.#log.info('signaling gone');
    this.#proved = false;
  }

  #handshake(key: string, signalingNonce: string): void {
    const sfuNonce = randomBytes(32).toString('base64url');
    this.#socket.once('prove', (message, answer) => {
      const expected = handshakeProof(key, 'signaling', signalingNonce, sfuNonce);
      if (typeof answer !== 'function' || !sameProof(expected, readString(message, 'proof'))) {
        this.#refuse('wrong proof');
        return;
      }
      clearTimeout(this.#deadline);
      this.#proved = true;
      this.#socket.on('request', (name, input, reply) => void this.#serve(name, input, reply));
      answer(true);
      this.#log.info('signaling linked');
      this.#node.retell((name, fact) => this.tell(name, fact));
    });
    this.#socket.emit('challenge', { nonce: sfuNonce, proof: handshakeProof(key, 'sfu', signalingNonce, sfuNonce) });
  }

  async #serve(name: unknown, input: unknown, reply: unknown): Promise<void> {
    if (typeof reply !== 'function') return;
    const answer: SfuAnswer<unknown> = await dispatch(this.#node, this.#log, name, input);
    reply(answer);
  }

  /** Only a plan from a proved link may use the door's full size; this looks at a message before it is parsed. */
  #boundMessages(): void {
    this.#socket.conn.on('packet', ({ type, data }: { type: string; data?: unknown }) => {
      if (type !== 'message' || typeof data !== 'string' || data.length <= limits.messageBytes) return;
      if (this.#proved && /^2\d*\["request","plan:apply",/.test(data.slice(0, 64))) return;
      this.#refuse('message too large');
    });
  }

  #refuse(reason: string): void {
    clearTimeout(this.#deadline);
    this.#log.warn({ reason, from: this.#socket.handshake.address }, 'link refused');
    this.#proved = false;
    this.#socket.removeAllListeners('request');
    this.#socket.disconnect(true);
  }
}

function readString(message: unknown, field: string): string | undefined {
  if (typeof message !== 'object' || message === null || !(field in message)) return undefined;
  const value: unknown = Reflect.get(message, field);
  return typeof value === 'string' ? value : undefined;
}
