import { hash } from 'node:crypto';
import { MAX_APPEND_BYTES } from './log.ts';

/**
 * The end of a log: all that the next record needs to know of those before it.
 *
 * Both stores keep one record per append, so a batch is whole or absent, and chain the records by SHA-256 over the previous
 * record's hash and stamp, this record's sequences, and its entries as written. A record's own stamp is sealed by the next
 * record and not by its own hash, because in Redis the server sets it after the appender has hashed.
 */
export interface Tail {
  /** The sequence of the last entry; 0 when the log is empty. */
  readonly last: number;
  /** The stamp of the last record, in milliseconds since the epoch. */
  readonly at: number;
  /** The hash of the last record, in base64url. */
  readonly hash: string;
}

/** One append as it is kept. */
export interface LogRecord extends Tail {
  /** The sequence of the first entry. */
  readonly first: number;
  /** The entries as a JSON array, byte for byte as written. */
  readonly entries: string;
}

/** The end of a log that has no records. It carries the name, so a log cannot pass for another. */
export function emptyTail(name: string): Tail {
  return { last: 0, at: 0, hash: hash('sha256', `tongke log ${name}`, 'base64url') };
}

/** The hash of the record that follows `previous`. */
export function chain(previous: Tail, last: number, entries: string): string {
  return hash('sha256', `${previous.hash}\n${previous.at}\n${previous.last + 1}\n${last}\n${entries}`, 'base64url');
}

/** Whether a record is the one that follows `previous`. */
export function follows(previous: Tail, record: LogRecord): boolean {
  return (
    record.first === previous.last + 1 &&
    record.last >= record.first &&
    record.at >= previous.at &&
    record.hash === chain(previous, record.last, record.entries)
  );
}

/**
 * The entries of an append as they will be kept.
 *
 * @throws {RangeError} Nothing to append, something that JSON cannot carry, or too much.
 */
export function encodeEntries(entries: readonly unknown[]): string {
  if (entries.length === 0) throw new RangeError('Nothing to append');
  const parts = entries.map((entry) => JSON.stringify(entry) as string | undefined);
  const unfit = parts.indexOf(undefined);
  if (unfit >= 0)
    throw new RangeError(`Entry ${unfit} of the append is ${typeof entries[unfit]}, which JSON cannot carry`);
  const text = `[${parts.join(',')}]`;
  const lengthBytes = Buffer.byteLength(text);
  if (lengthBytes > MAX_APPEND_BYTES) {
    throw new RangeError(`An append of ${lengthBytes} bytes is over the limit of ${MAX_APPEND_BYTES}`);
  }
  return text;
}

/** A record as one line of a file, without its line end: JSON, with the entries last. */
export function encodeLine({ first, last, at, hash, entries }: LogRecord): string {
  return `{"first":${first},"last":${last},"at":${at},"hash":"${hash}","entries":${entries}}`;
}

const lineHead = /^\{"first":(\d{1,15}),"last":(\d{1,15}),"at":(\d{1,15}),"hash":"([\w-]{43})","entries":/;

/** Reads a line back; undefined when it is not one. The entries are as yet unchecked: their hash answers for them. */
export function decodeLine(line: string): LogRecord | undefined {
  const head = lineHead.exec(line);
  if (!head || !line.endsWith('}')) return undefined;
  const [all, first, last, at, recordHash] = head;
  return {
    first: Number(first),
    last: Number(last),
    at: Number(at),
    hash: recordHash ?? '',
    entries: line.slice(all.length, -1),
  };
}
