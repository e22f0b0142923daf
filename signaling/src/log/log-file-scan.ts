import type { FileHandle } from 'node:fs/promises';
import { LogCorrupted } from './log.ts';
import { decodeLine, emptyTail, follows, type Tail } from './record.ts';

/** What a log file was found to hold. */
export interface ScannedFile {
  readonly tail: Tail;
  /** The last sequence of each record. */
  readonly lasts: number[];
  /** Where each record's line ends, in bytes from the start of the file, its line end included. */
  readonly ends: number[];
  /** A last line that was never wholly written, and so never answered. */
  readonly torn?: {
    readonly lengthBytes: number;
    /** How many entries it was to hold, where its head still says so. */
    readonly entries?: number;
  };
}

const CHUNK_BYTES = 262_144;
const LINE_END = 0x0a;

/**
 * Reads a log file from its start and checks every record's hash. A last line without its line end, or with the zero bytes that some
 * file systems leave where a page was never written, is torn; anything else that does not follow from what is before it is an error.
 *
 * @throws {LogCorrupted} Names the file and the line.
 */
export async function scanLogFile(handle: FileHandle, name: string, path: string): Promise<ScannedFile> {
  let tail = emptyTail(name);
  const lasts: number[] = [];
  const ends: number[] = [];
  let end = 0;
  let bad: { line: number; bytes: Buffer } | undefined;
  let rest: Buffer = Buffer.alloc(0);

  for await (const { lines, remainder } of readLines(handle)) {
    rest = remainder;
    for (const bytes of lines) {
      if (bad) throw corrupted(path, bad.line);
      const record = decodeLine(bytes.toString());
      if (!record || !follows(tail, record)) {
        bad = { line: lasts.length + 1, bytes };
        continue;
      }
      tail = { last: record.last, at: record.at, hash: record.hash };
      end += bytes.length + 1;
      lasts.push(record.last);
      ends.push(end);
    }
  }

  if (bad && !bad.bytes.includes(0)) throw corrupted(path, bad.line);
  const torn = bad ? Buffer.concat([bad.bytes, Buffer.of(LINE_END), rest]) : rest;
  if (torn.length === 0) return { tail, lasts, ends };
  const head = /^\{"first":(\d+),"last":(\d+),/.exec(torn.toString('latin1'));
  const entries = head ? { entries: Number(head[2]) - Number(head[1]) + 1 } : {};
  return { tail, lasts, ends, torn: { lengthBytes: torn.length, ...entries } };
}

function corrupted(path: string, line: number): LogCorrupted {
  return new LogCorrupted(`${path}, line ${line}: not the record that follows from the lines before it`);
}

async function* readLines(handle: FileHandle): AsyncGenerator<{ lines: Buffer[]; remainder: Buffer }> {
  let pieces: Buffer[] = [];
  let position = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    pieces.push(buffer.subarray(0, bytesRead));
    // A line longer than a chunk is put together once, when its end is there.
    if (!buffer.subarray(0, bytesRead).includes(LINE_END)) continue;
    const joined = Buffer.concat(pieces);
    const lines: Buffer[] = [];
    let start = 0;
    for (let at = joined.indexOf(LINE_END); at >= 0; at = joined.indexOf(LINE_END, start)) {
      lines.push(joined.subarray(start, at));
      start = at + 1;
    }
    const remainder = joined.subarray(start);
    pieces = remainder.length > 0 ? [remainder] : [];
    yield { lines, remainder };
  }
  yield { lines: [], remainder: Buffer.concat(pieces) };
}
