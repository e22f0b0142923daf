import { randomBytes } from 'node:crypto';
import {
  handshakeProof,
  type SfuAnswer,
  type SfuEventName,
  type SfuEvents,
  type SfuRequestInput,
  type SfuRequestName,
  type SfuRequestResult,
  sameProof,
} from '@tongke/sfu/control';
import type { Logger } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { type ErrorCode, LessonError } from '../../protocol/lesson.ts';

const requestTimeoutMs = 5_000;
const codes = {
  badRequest: 'badRequest',
  notFound: 'notFound',
  unsupported: 'unsupportedMedia',
  unavailable: 'unavailable',
  internal: 'internal',
} as const satisfies Record<string, ErrorCode>;

/** What the rest of signaling needs of an sfu node. */
export interface SfuControl {
  /** Throws LessonError: `unavailable` while the node is away or silent for 5 s. */
  request<Name extends SfuRequestName>(name: Name, input: SfuRequestInput<Name>): Promise<SfuRequestResult<Name>>;
  on<Name extends SfuEventName>(name: Name, listener: (event: SfuEvents[Name]) => void): () => void;
  /** Calls back each time the link is proven and open, at once if it is so now. Returns its undo. */
  onUp(listener: () => void): () => void;
  readonly up: boolean;
  close(): void;
}

/** The link to one sfu node: authenticated both ways, reconnecting without an end. */
export class SfuLink implements SfuControl {
  readonly #socket: Socket;
  readonly #logger: Logger;
  readonly #ups = new Set<() => void>();
  #up = false;

  constructor(url: string, sharedKey: string, logger: Logger) {
    this.#logger = logger.child({ class: 'SfuLink' });
    let nonce = '';
    this.#socket = io(url, {
      transports: ['websocket'],
      reconnectionDelay: 100,
      reconnectionDelayMax: 1_000,
      auth: (give) => {
        nonce = randomBytes(32).toString('base64url');
        give({ nonce });
      },
    });
    this.#socket.on('challenge', (challenge: { nonce?: unknown; proof?: unknown }) => {
      const theirs = String(challenge?.nonce ?? '');
      if (!sameProof(handshakeProof(sharedKey, 'sfu', nonce, theirs), challenge?.proof)) {
        this.#logger.error('the sfu does not hold the shared key');
        this.#socket.disconnect();
        return;
      }
      const proof = handshakeProof(sharedKey, 'signaling', nonce, theirs);
      this.#socket.emit('prove', { proof }, (accepted: boolean) => accepted && this.#opened());
    });
    this.#socket.on('disconnect', (reason) => {
      if (this.#up) this.#logger.warn({ reason }, 'sfu away');
      this.#up = false;
    });
  }

  get up(): boolean {
    return this.#up;
  }

  async request<Name extends SfuRequestName>(
    name: Name,
    input: SfuRequestInput<Name>,
  ): Promise<SfuRequestResult<Name>> {
    if (!this.#up) throw new LessonError('unavailable', 'the sfu is away');
    let answer: SfuAnswer<SfuRequestResult<Name>>;
    try {
      answer = await this.#socket.timeout(requestTimeoutMs).emitWithAck('request', name, input);
    } catch (cause) {
      throw new LessonError('unavailable', 'the sfu does not answer', { cause });
    }
    if (answer.ok) return answer.value;
    throw new LessonError(codes[answer.error.code], answer.error.message);
  }

  on<Name extends SfuEventName>(name: Name, listener: (event: SfuEvents[Name]) => void): () => void {
    // Socket.IO's listener types cannot follow a generic name.
    const untyped = listener as (event: unknown) => void;
    this.#socket.on(name as string, untyped);
    return () => this.#socket.off(name as string, untyped);
  }

  onUp(listener: () => void): () => void {
    this.#ups.add(listener);
    if (this.#up) listener();
    return () => this.#ups.delete(listener);
  }

  close(): void {
    this.#ups.clear();
    this.#socket.disconnect();
  }

  #opened(): void {
    this.#up = true;
    this.#logger.info('sfu linked');
    for (const listener of this.#ups) listener();
  }
}
