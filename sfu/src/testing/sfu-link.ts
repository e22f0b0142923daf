import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import {
  handshakeProof,
  type SfuAnswer,
  type SfuEventName,
  type SfuEvents,
  type SfuRequestInput,
  type SfuRequestName,
  type SfuRequestResult,
  sameProof,
} from '../../control/index.ts';

/** A signaling node's end of a control link, as tests need it: asks, remembers every event, waits for one. */
export class SfuLink {
  readonly socket: Socket;
  readonly events: { [Name in SfuEventName]: { name: Name; fact: SfuEvents[Name] } }[SfuEventName][] = [];
  readonly #waiters = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((name: SfuEventName, fact: SfuEvents[SfuEventName]) => {
      this.events.push({ name, fact } as (typeof this.events)[number]);
      for (const waiter of [...this.#waiters]) waiter();
    });
  }

  /** Links and proves the key both ways. Rejects when the sfu closes the link or proves nothing. */
  static async open(port: number, sharedKey: string): Promise<SfuLink> {
    const nonce = randomBytes(32).toString('base64url');
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      auth: { nonce },
      reconnection: false,
      forceNew: true,
    });
    const link = new SfuLink(socket);
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect_error', reject);
        socket.once('disconnect', (reason) => reject(new Error(`link closed: ${reason}`)));
        socket.once('challenge', (challenge: { nonce: string; proof: string }) => {
          if (!sameProof(handshakeProof(sharedKey, 'sfu', nonce, challenge.nonce), challenge.proof)) {
            reject(new Error('the sfu has another key'));
            return;
          }
          const proof = handshakeProof(sharedKey, 'signaling', nonce, challenge.nonce);
          socket.emit('prove', { proof }, () => resolve());
        });
      });
    } catch (error) {
      socket.close();
      throw error;
    }
    return link;
  }

  /** Asks, and gives the answer as it comes. */
  ask<Name extends SfuRequestName>(
    name: Name,
    input: SfuRequestInput<Name>,
  ): Promise<SfuAnswer<SfuRequestResult<Name>>> {
    return this.askRaw(name, input) as Promise<SfuAnswer<SfuRequestResult<Name>>>;
  }

  /** Asks for anything whatever. */
  askRaw(name: string, input: unknown): Promise<SfuAnswer<unknown>> {
    return this.socket.timeout(5_000).emitWithAck('request', name, input);
  }

  /** Asks, and throws the refusal. */
  async get<Name extends SfuRequestName>(name: Name, input: SfuRequestInput<Name>): Promise<SfuRequestResult<Name>> {
    const answer = await this.ask(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
    return answer.value;
  }

  /** The first event of this name, heard already or to come, that `fits`. */
  async event<Name extends SfuEventName>(
    name: Name,
    fits: (fact: SfuEvents[Name]) => boolean = () => true,
    timeoutMs = 5_000,
  ): Promise<SfuEvents[Name]> {
    const find = (): SfuEvents[Name] | undefined => this.all(name).find(fits);
    const deadline = AbortSignal.timeout(timeoutMs);
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => {
          this.#waiters.delete(waiter);
          reject(new Error(`no such ${name}; heard ${JSON.stringify(this.events.map((event) => event.name))}`));
        };
        const waiter = (): void => {
          this.#waiters.delete(waiter);
          deadline.removeEventListener('abort', onAbort);
          resolve();
        };
        this.#waiters.add(waiter);
        deadline.addEventListener('abort', onAbort, { once: true });
      });
    }
  }

  /** Every event of this name so far. */
  all<Name extends SfuEventName>(name: Name): SfuEvents[Name][] {
    return this.events.flatMap((event) => (event.name === name ? [event.fact as SfuEvents[Name]] : []));
  }

  forget(): void {
    this.events.length = 0;
  }

  close(): void {
    this.socket.close();
  }
}
