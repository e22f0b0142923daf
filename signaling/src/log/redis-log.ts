import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { AppendListeners } from './append-listeners.ts';
import {
  type AppendResult,
  assertLogName,
  DEFAULT_READ_LIMIT,
  isLogName,
  type Log,
  type LogAlarm,
  LogCorrupted,
  LogShrunk,
  LogUnavailable,
  type Stamped,
} from './log.ts';
import { emptyTail, encodeEntries, follows, type Tail } from './record.ts';
import { connectRedis, firstConnection, whyVolatile } from './redis-connection.ts';
import { appendToStream, decodeStreamEntry, KEY_PREFIX, streamKey } from './redis-stream.ts';
import { SeenHistory } from './seen-history.ts';

/** How a Redis log is made. */
export interface RedisLogOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Accepts a Redis that may lose what it has answered; default false. */
  readonly allowVolatile?: boolean;
  /** Hears once of each log that came back shorter, and of a Redis that came back volatile. */
  readonly onAlarm?: (alarm: LogAlarm) => void;
  /** How long the first connection may take, in milliseconds; default 5000. */
  readonly openTimeoutMs?: number;
}

/** Records per question while reading. */
const PAGE_RECORDS = 128;

/**
 * Opens a log that many nodes share: one Redis Stream per log, one stream entry per append, one script call per append.
 *
 * @throws {LogUnavailable} Redis is not there, or would not keep what it is given (AOF with `appendfsync always` is required).
 */
export async function openRedisLog(options: RedisLogOptions): Promise<Log> {
  const log = new RedisLog(options);
  try {
    await log.opened(options.openTimeoutMs ?? 5000);
  } catch (error) {
    await log.close();
    throw error;
  }
  return log;
}

class RedisLog implements Log {
  readonly #logger: Logger;
  readonly #allowVolatile: boolean;
  readonly #onAlarm: (alarm: LogAlarm) => void;
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #listeners: AppendListeners;
  readonly #seen: SeenHistory;
  /** The last sequence that the channel of each log told. They only rise, unless the log was begun anew. */
  readonly #heard = new Map<string, number>();
  /** The last append of each log: within one process they go one after the other, since each record's hash needs the last stamp. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** The check of the connection that is now. */
  #durable: Promise<void> = Promise.reject(new LogUnavailable('Redis has not been there yet'));
  #closed: Promise<void> | undefined;

  constructor({ url, logger, allowVolatile = false, onAlarm }: RedisLogOptions) {
    this.#logger = logger;
    this.#allowVolatile = allowVolatile;
    this.#onAlarm = onAlarm ?? (() => undefined);
    this.#listeners = new AppendListeners(logger);
    this.#durable.catch(() => undefined);
    this.#redis = connectRedis(url, 'log', logger);
    this.#subscriber = connectRedis(url, 'log-listener', logger);
    this.#seen = new SeenHistory(this.#redis, logger, this.#onAlarm);
    this.#redis.on('ready', () => {
      this.#durable = this.#checkDurable();
      this.#durable.catch(() => undefined);
      // Redis may have come back emptied, and may have been told things while this node was away from it.
      this.#catchUp(new Set([...this.#seen.names(), ...this.#listeners.names()]));
    });
    this.#subscriber.on('ready', () => this.#subscribe(this.#listeners.names()));
    this.#subscriber.on('message', (channel: string, last: string) =>
      this.#onMessage(channel.slice(KEY_PREFIX.length), Number(last)),
    );
  }

  async opened(timeoutMs: number): Promise<void> {
    await Promise.all([firstConnection(this.#redis, timeoutMs), firstConnection(this.#subscriber, timeoutMs)]);
    await this.#durable;
  }

  async append<E>(name: string, expected: number, entries: readonly E[]): Promise<AppendResult> {
    assertLogName(name);
    const encoded = encodeEntries(entries);
    const append = () => this.#call(() => this.#append(name, expected, expected + entries.length, encoded));
    const turn = (this.#turns.get(name) ?? Promise.resolve()).then(append, append);
    this.#turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }

  async read<E = unknown>(name: string, after: number, limit = DEFAULT_READ_LIMIT): Promise<Stamped<E>[]> {
    assertLogName(name);
    return (await this.#call(() => this.#read(name, after, limit))) as Stamped<E>[];
  }

  async last(name: string): Promise<number> {
    assertLogName(name);
    return (await this.#call(() => this.#seen.look(name))).last;
  }

  async names(prefix = ''): Promise<string[]> {
    if (prefix && !isLogName(prefix)) return [];
    const names = new Set<string>();
    let cursor = '0';
    do {
      const [next, keys] = await this.#call(() =>
        this.#redis.scan(cursor, 'MATCH', `${KEY_PREFIX}${prefix}*`, 'COUNT', 1000),
      );
      for (const key of keys) names.add(key.slice(KEY_PREFIX.length));
      cursor = next;
    } while (cursor !== '0');
    return [...names].filter(isLogName).sort();
  }

  async remove(name: string): Promise<void> {
    assertLogName(name);
    await this.#turns.get(name)?.catch(() => undefined);
    await this.#call(() => this.#redis.del(streamKey(name)));
    this.#seen.forget(name);
    this.#heard.delete(name);
  }

  onAppended(name: string, listener: (last: number) => void): () => void {
    assertLogName(name);
    const { first, remove } = this.#listeners.add(name, listener);
    if (first) this.#subscribe([name]);
    return () => {
      if (!remove()) return;
      this.#heard.delete(name);
      void this.#subscriber.unsubscribe(streamKey(name)).catch(() => undefined);
    };
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#turns.values());
    this.#listeners.clear();
    this.#redis.disconnect();
    this.#subscriber.disconnect();
  }

  async #append(name: string, expected: number, last: number, entries: string): Promise<AppendResult> {
    await this.#durable;
    let tail = this.#seen.end(name);
    if (tail?.last !== expected || this.#seen.isShrunk(name)) tail = await this.#seen.look(name);
    this.#seen.assertWhole(name);
    if (tail.last !== expected) return { ok: false, reason: 'conflict', last: tail.last };
    const appended = await appendToStream(this.#redis, name, tail, last, entries);
    if (!appended) {
      const found = await this.#seen.look(name);
      this.#seen.assertWhole(name);
      return { ok: false, reason: 'conflict', last: found.last };
    }
    this.#seen.remember(name, appended);
    this.#listeners.tell(name, last);
    return { ok: true, at: appended.at, last };
  }

  async #read(name: string, after: number, limit: number): Promise<Stamped<unknown>[]> {
    const found: Stamped<unknown>[] = [];
    if (limit < 1) return found;
    const key = streamKey(name);
    const [before, firstPage] = await Promise.all([
      this.#redis.xrevrange(key, `${after}-0`, '-', 'COUNT', 1),
      this.#redis.xrange(key, `(${after}-0`, '+', 'COUNT', Math.min(limit, PAGE_RECORDS)),
    ]);
    let tail: Tail = before[0] ? decodeStreamEntry(name, before[0]) : emptyTail(name);
    const seenLast = this.#seen.end(name)?.last ?? 0;
    let suspect = firstPage.length === 0 ? tail.last !== seenLast : tail.last > seenLast;
    let page = firstPage;
    for (let asked = Math.min(limit, PAGE_RECORDS); ; asked = PAGE_RECORDS) {
      if (this.#seen.contradicts(name, tail)) suspect = true;
      for (const reply of page) {
        const record = decodeStreamEntry(name, reply);
        if (!follows(tail, record))
          throw new LogCorrupted(`Log ${name}: record ${record.last} does not follow from the one before it`);
        tail = record;
        if (this.#seen.contradicts(name, tail)) suspect = true;
        const entries: unknown[] = JSON.parse(record.entries);
        entries.forEach((entry, offset) => {
          const sequence = record.first + offset;
          if (sequence > after && found.length < limit) found.push({ sequence, at: record.at, entry });
        });
      }
      if (found.length >= limit || page.length < asked) break;
      page = await this.#redis.xrange(key, `(${tail.last}-0`, '+', 'COUNT', PAGE_RECORDS);
    }
    if (suspect || this.#seen.isShrunk(name)) await this.#seen.look(name);
    // What follows an entry of the history that was lost cannot be continued; from the start there is only what is there.
    if (after > 0) this.#seen.assertWhole(name);
    if (!this.#seen.isShrunk(name)) this.#seen.remember(name, tail);
    return found;
  }

  async #checkDurable(): Promise<void> {
    const reason = await whyVolatile(this.#redis);
    if (!reason) return;
    const message = `This Redis may lose what it has answered: ${reason}`;
    this.#onAlarm({ kind: 'volatile', reason });
    if (!this.#allowVolatile) {
      this.#logger.error(message);
      throw new LogUnavailable(`${message}. Set it right, or allow a volatile log for a trial`);
    }
    this.#logger.warn(message);
  }

  #onMessage(name: string, last: number): void {
    if (last <= (this.#heard.get(name) ?? 0)) this.#catchUp([name]);
    this.#heard.set(name, last);
    this.#listeners.tell(name, last);
  }

  #subscribe(names: string[]): void {
    if (names.length === 0 || this.#subscriber.status !== 'ready') return;
    // What was appended before the subscription stood was told to nobody here.
    const subscribed = this.#subscriber.subscribe(...names.map((name) => streamKey(name)));
    subscribed.then(() => this.#catchUp(names)).catch(() => undefined);
  }

  #catchUp(names: Iterable<string>): void {
    for (const name of names) {
      // While Redis is away this fails; its return catches up again.
      this.#seen.look(name).then(
        ({ last }) => this.#listeners.tell(name, last),
        (err: unknown) => this.#logger.debug({ err, log: name }, 'could not catch up yet'),
      );
    }
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LogUnavailable('The log is closed');
    try {
      return await call();
    } catch (cause) {
      if (cause instanceof LogUnavailable || cause instanceof LogCorrupted || cause instanceof LogShrunk) throw cause;
      if (cause instanceof TypeError || cause instanceof RangeError) throw cause;
      // A connection that hangs is begun anew, so that those who wait behind this call fail at once.
      if (cause instanceof Error && cause.message === 'Command timed out') this.#redis.disconnect(true);
      throw new LogUnavailable('Redis did not answer as it should', { cause });
    }
  }
}
