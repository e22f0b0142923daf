/**
 * The append-only log that everything else is folded from: one per lesson, and one for the catalogue.
 *
 * A log is a row of entries numbered 1, 2, 3, …; an append adds a batch to its end in one step, or nothing at all.
 */

/** An entry as it stands in a log. */
export interface Stamped<E> {
  /** Its place: the first entry of a log is 1, and no number is left out. */
  readonly sequence: number;
  /** When it was appended, by the log's own clock, in milliseconds since the epoch; never goes back within a log. */
  readonly at: number;
  readonly entry: E;
}

/** What an append came to. */
export type AppendResult =
  | {
      readonly ok: true;
      /** The stamp of every entry of the batch, in milliseconds since the epoch. */
      readonly at: number;
      /** The sequence of the batch's last entry. */
      readonly last: number;
    }
  | {
      readonly ok: false;
      readonly reason: 'conflict';
      /** The log's actual last sequence. */
      readonly last: number;
    };

/** A set of named append-only logs. Many may use it at once; the expected sequence decides between them. */
export interface Log {
  /**
   * Appends all entries or none; refused as a conflict unless the log's last sequence is `expected`. Durable when it resolves.
   * Entries must survive JSON unchanged, and a batch is at most {@link MAX_APPEND_BYTES} of JSON.
   *
   * @throws {LogUnavailable} The store is away or full. With a store on another machine the batch may have landed all the
   * same: read on from `expected` before repeating it.
   * @throws {LogShrunk} The log lacks entries that this process has seen. Nothing is appended until they are back.
   * @throws {LogCorrupted} What is stored does not hold together.
   * @throws {RangeError} No log name, no entries, or too large a batch.
   */
  append<E>(name: string, expected: number, entries: readonly E[]): Promise<AppendResult>;

  /**
   * The entries after sequence `after`, in order, at most `limit` of them (default {@link DEFAULT_READ_LIMIT}). Their type is the
   * caller's to know: one name holds one type of entry.
   *
   * @throws {LogUnavailable | LogCorrupted | RangeError} As for {@link Log.append}.
   * @throws {LogShrunk} `after` lies in a history that is no longer there; from 0 what is there can be read.
   */
  read<E = unknown>(name: string, after: number, limit?: number): Promise<Stamped<E>[]>;

  /** The last sequence of a log; 0 when it is empty. Throws as {@link Log.read} does. */
  last(name: string): Promise<number>;

  /** The names of all logs that are not empty and start with `prefix`, sorted. */
  names(prefix?: string): Promise<string[]>;

  /**
   * Calls back, with rising last sequences, after a log has grown by anybody's append, this process's or another's. Calls may be
   * merged, and a first one may tell of entries that were there before. Returns its undo. The caller reads what is new.
   */
  onAppended(name: string, listener: (last: number) => void): () => void;

  /**
   * Erases a log: nothing of it is left, and its name may be used anew. Idempotent. Only for what must leave no record; whoever
   * still appends to it or follows it lets go of it first. Throws as {@link Log.read} does.
   */
  remove(name: string): Promise<void>;

  /** Finishes the appends under way, then lets go of the store. Idempotent; afterwards every call rejects with LogUnavailable. */
  close(): Promise<void>;
}

/** Something about the log that a person must hear of. */
export type LogAlarm =
  | { readonly kind: 'shrunk'; readonly name: string; readonly seen: number; readonly found: number }
  | { readonly kind: 'volatile'; readonly reason: string };

/** The most JSON that one append may carry, in bytes. */
export const MAX_APPEND_BYTES = 1_048_576;

/** How many entries one read returns at most unless told otherwise. */
export const DEFAULT_READ_LIMIT = 1000;

/** The store is away, full, or closed. Repeat later. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
}

/** A log came back without entries that this process has seen: its store was emptied, replaced or rolled back. */
export class LogShrunk extends Error {
  override readonly name = 'LogShrunk';
  readonly log: string;
  /** The last sequence that this process has seen. */
  readonly seen: number;
  /** The last sequence that the store holds now. */
  readonly found: number;

  constructor(log: string, seen: number, found: number) {
    super(
      found < seen
        ? `Log ${log} ends at ${found}, but ${seen} entries were seen`
        : `Log ${log} holds another history than the one seen up to ${seen}`,
    );
    this.log = log;
    this.seen = seen;
    this.found = found;
  }
}

/** What is stored does not hold together: a record cannot be read, or its hash does not follow from the one before. */
export class LogCorrupted extends Error {
  override readonly name = 'LogCorrupted';
}

/** Whether a text can name a log: 1 to 64 of `a`–`z`, `0`–`9` and `-`, so that it is safe as a file name and as a key. */
export function isLogName(name: string): boolean {
  return /^[a-z0-9-]{1,64}$/.test(name);
}

/** @throws {RangeError} The text cannot name a log. */
export function assertLogName(name: string): void {
  if (!isLogName(name)) throw new RangeError(`Not a log name: ${JSON.stringify(String(name).slice(0, 80))}`);
}
