import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { VolatileMessage } from '../../protocol/lesson.ts';
import { connectRedis } from '../log/redis-connection.ts';

/** Takes what seats say, and is not kept, to the other nodes. What cannot go at once is lost. */
export interface VolatileRelay {
  publish(lessonId: string, message: VolatileMessage): void;
  /** Calls back with what seats of other nodes say. Returns its undo. One listener for each lesson. */
  follow(lessonId: string, listener: (messages: readonly VolatileMessage[]) => void): () => void;
  close(): void;
}

const channelOf = (lessonId: string): string => `tongke:volatile:${lessonId}`;

/** Relays by Redis' publish and subscribe. Lets go of its connections by `close`. */
export class RedisRelay implements VolatileRelay {
  readonly #node = randomUUID();
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #listeners = new Map<string, (messages: readonly VolatileMessage[]) => void>();
  readonly #leaving = new Map<string, VolatileMessage[]>();
  readonly #logger: Logger;

  constructor(url: string, logger: Logger) {
    this.#logger = logger.child({ class: 'RedisRelay' });
    this.#publisher = connectRedis(url, 'volatile', this.#logger);
    this.#subscriber = connectRedis(url, 'volatile-listener', this.#logger);
    this.#subscriber.on('ready', () => this.#subscribe([...this.#listeners.keys()]));
    this.#subscriber.on('message', (channel: string, text: string) => this.#heard(channel, text));
  }

  publish(lessonId: string, message: VolatileMessage): void {
    if (this.#publisher.status !== 'ready') return;
    const leaving = this.#leaving.get(lessonId);
    if (leaving) {
      leaving.push(message);
      return;
    }
    // All that is said in one turn of the event loop goes together.
    const messages = [message];
    this.#leaving.set(lessonId, messages);
    setImmediate(() => {
      this.#leaving.delete(lessonId);
      this.#publisher
        .publish(channelOf(lessonId), JSON.stringify({ node: this.#node, messages }))
        .catch((err: unknown) => this.#logger.debug({ err }, 'lost on the way to Redis'));
    });
  }

  follow(lessonId: string, listener: (messages: readonly VolatileMessage[]) => void): () => void {
    const channel = channelOf(lessonId);
    this.#listeners.set(channel, listener);
    this.#subscribe([channel]);
    return () => {
      if (!this.#listeners.delete(channel) || this.#subscriber.status !== 'ready') return;
      this.#subscriber.unsubscribe(channel).catch(() => undefined);
    };
  }

  /** Idempotent. */
  close(): void {
    this.#listeners.clear();
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  /** While Redis is away this waits for its return. */
  #subscribe(channels: readonly string[]): void {
    if (channels.length === 0 || this.#subscriber.status !== 'ready') return;
    this.#subscriber
      .subscribe(...channels)
      .catch((err: unknown) => this.#logger.warn({ err }, 'not heard of other nodes'));
  }

  #heard(channel: string, text: string): void {
    const listener = this.#listeners.get(channel);
    // What other nodes of the same version have checked before they published it.
    const { node, messages } = JSON.parse(text) as { node: string; messages: VolatileMessage[] };
    if (node !== this.#node) listener?.(messages);
  }
}
