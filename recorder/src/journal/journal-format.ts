import { crc32 } from 'node:zlib';
import type { TapDescription } from '@tongke/signaling/protocol/lesson';

/** What a journal holds: datagrams as they came, and what the tap delivered when. Times are on the lesson clock. */
export type JournalRecord =
  | { kind: 'datagram'; atMs: number; datagram: Buffer }
  | { kind: 'tap'; atMs: number; tap: TapDescription };

/*
 * A file is a row of batches: magic, length and CRC-32 of the records, then the records. A record: kind (1 byte), length of
 * its data (4), time (8, double), data. A batch that is torn or altered ends the file.
 */
const magic = 0x544b4a31;
const batchHeaderBytes = 12;
const recordHeaderBytes = 13;
const kinds = { datagram: 1, tap: 2 } as const;

const leastRoomBytes = 64 * 1024;

/** Collects records until they are written together. */
export class JournalBatch {
  /** Records are put into one piece of memory, one behind the other, which is used again for the next batch. */
  #room = Buffer.allocUnsafeSlow(leastRoomBytes);
  #lengthBytes = 0;

  get lengthBytes(): number {
    return this.#lengthBytes;
  }

  datagram(atMs: number, datagram: Buffer): void {
    this.#record(kinds.datagram, atMs, datagram);
  }

  tap(atMs: number, tap: TapDescription): void {
    this.#record(kinds.tap, atMs, Buffer.from(JSON.stringify(tap)));
  }

  /** The batch as it stands in the file; afterwards this is empty. */
  take(): Buffer {
    const batch = Buffer.allocUnsafeSlow(batchHeaderBytes + this.#lengthBytes);
    this.#room.copy(batch, batchHeaderBytes, 0, this.#lengthBytes);
    batch.writeUInt32BE(magic, 0);
    batch.writeUInt32BE(this.#lengthBytes, 4);
    batch.writeUInt32BE(crc32(batch.subarray(batchHeaderBytes)), 8);
    this.#lengthBytes = 0;
    // What a disk that was slow has let grow.
    if (this.#room.length > leastRoomBytes) this.#room = Buffer.allocUnsafeSlow(leastRoomBytes);
    return batch;
  }

  #record(kind: number, atMs: number, data: Buffer): void {
    const start = this.#lengthBytes;
    const end = start + recordHeaderBytes + data.length;
    if (end > this.#room.length) this.#grow(end);
    this.#room.writeUInt8(kind, start);
    this.#room.writeUInt32BE(data.length, start + 1);
    this.#room.writeDoubleBE(atMs, start + 5);
    this.#room.set(data, start + recordHeaderBytes);
    this.#lengthBytes = end;
  }

  #grow(leastBytes: number): void {
    const room = Buffer.allocUnsafeSlow(Math.max(leastBytes, this.#room.length * 2));
    this.#room.copy(room, 0, 0, this.#lengthBytes);
    this.#room = room;
  }
}

/** The records of a file's content, up to where it is torn. */
export function* readJournal(content: Buffer): Generator<JournalRecord> {
  for (let offset = 0; offset + batchHeaderBytes <= content.length; ) {
    const end = offset + batchHeaderBytes + content.readUInt32BE(offset + 4);
    if (content.readUInt32BE(offset) !== magic || end > content.length) return;
    const records = content.subarray(offset + batchHeaderBytes, end);
    if (crc32(records) !== content.readUInt32BE(offset + 8)) return;
    yield* readRecords(records);
    offset = end;
  }
}

function* readRecords(records: Buffer): Generator<JournalRecord> {
  for (let offset = 0; offset + recordHeaderBytes <= records.length; ) {
    const start = offset + recordHeaderBytes;
    const end = start + records.readUInt32BE(offset + 1);
    const kind = records.readUInt8(offset);
    const atMs = records.readDoubleBE(offset + 5);
    const data = records.subarray(start, end);
    if (kind === kinds.datagram) yield { kind: 'datagram', atMs, datagram: data };
    // Written by this program and guarded by the checksum.
    if (kind === kinds.tap) yield { kind: 'tap', atMs, tap: JSON.parse(data.toString()) as TapDescription };
    offset = end;
  }
}
