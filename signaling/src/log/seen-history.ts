import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type LogAlarm, LogShrunk } from './log.ts';
import { emptyTail, type Tail } from './record.ts';
import { decodeStreamEntry, streamKey } from './redis-stream.ts';

/**
 * What this process has seen of each log in Redis, and whether it is still there. A log that lacks it has shrunk: it stays so until its
 * stream holds the seen record again, hash and all.
 */
export class SeenHistory {
  readonly #redis: Redis;
  readonly #logger: Logger;
  readonly #onAlarm: (alarm: LogAlarm) => void;
  /** The furthest end of each log that was seen. */
  readonly #ends = new Map<string, Tail>();
  readonly #shrunk = new Map<string, LogShrunk>();

  constructor(redis: Redis, logger: Logger, onAlarm: (alarm: LogAlarm) => void) {
    this.#redis = redis;
    this.#logger = logger;
    this.#onAlarm = onAlarm;
  }

  /** The names of all logs that were seen. */
  names(): string[] {
    return [...this.#ends.keys()];
  }

  /** The furthest end that was seen of a log. */
  end(name: string): Tail | undefined {
    return this.#ends.get(name);
  }

  /** Keeps a log's end, if it is further than what was seen. */
  remember(name: string, { last, at, hash }: Tail): void {
    if (last > (this.#ends.get(name)?.last ?? -1)) this.#ends.set(name, { last, at, hash });
  }

  /** Forgets a log that was erased on purpose. */
  forget(name: string): void {
    this.#ends.delete(name);
    this.#shrunk.delete(name);
  }

  /** Whether a log was found to have shrunk when last looked at. */
  isShrunk(name: string): boolean {
    return this.#shrunk.has(name);
  }

  /** @throws {LogShrunk} The log was found to have shrunk. */
  assertWhole(name: string): void {
    const error = this.#shrunk.get(name);
    if (error) throw new LogShrunk(error.log, error.seen, error.found);
  }

  /** Whether a record is not the one that was seen in its place. */
  contradicts(name: string, { last, hash }: Tail): boolean {
    const seen = this.#ends.get(name);
    return seen?.last === last && seen.hash !== hash;
  }

  /** Asks Redis where a log ends and whether what was seen of it is still there; raises the alarm when it is not. Returns the end. */
  async look(name: string): Promise<Tail> {
    const key = streamKey(name);
    const seen = this.#ends.get(name);
    const [newest, sameAgain] = await Promise.all([
      this.#redis.xrevrange(key, '+', '-', 'COUNT', 1),
      seen && seen.last > 0 ? this.#redis.xrange(key, `${seen.last}-0`, `${seen.last}-0`) : undefined,
    ]);
    const found: Tail = newest[0] ? decodeStreamEntry(name, newest[0]) : emptyTail(name);
    const kept =
      !sameAgain || (sameAgain[0] !== undefined && decodeStreamEntry(name, sameAgain[0]).hash === seen?.hash);
    if (kept) {
      if (this.#shrunk.delete(name)) this.#logger.info({ log: name, last: found.last }, 'the log is whole again');
      this.remember(name, found);
    } else if (seen && !this.#shrunk.has(name)) {
      const error = new LogShrunk(name, seen.last, found.last);
      this.#shrunk.set(name, error);
      this.#logger.error({ log: name, seen: seen.last, found: found.last }, error.message);
      this.#onAlarm({ kind: 'shrunk', name, seen: seen.last, found: found.last });
    }
    return found;
  }
}
