import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/*
 * A ZIP file (APPNOTE 6.3.10) that stores and does not compress: films, segments and pictures are as small as they get, so a packer would
 * only take time, and a hundred lines need no dependency. ZIP64 where something is too long for 32 bits.
 */

const most32 = 0xffff_ffff;
const most16 = 0xffff;
/** Names are UTF-8. */
const utf8Flag = 0x0800;
const plainVersion = 20;
const zip64Version = 45;
/** Made on Unix: the upper half of `attributes` is a mode. */
const madeBy = (3 << 8) | zip64Version;
const fileMode = 0o100_644;
const localHeaderBytes = 30;

interface Entry {
  name: Buffer;
  lengthBytes: number;
  checksum: number;
  offset: number;
  time: { date: number; time: number };
}

/** Writes a ZIP file, one file after the other. Its owner ends or closes it. */
export class ZipFile {
  readonly #handle: FileHandle;
  readonly #entries: Entry[] = [];
  #position = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @param path of a file that does not exist, or is written anew */
  static async create(path: string): Promise<ZipFile> {
    return new ZipFile(await open(path, 'w', 0o644));
  }

  /** @param name with slashes @param content its bytes, or the path of a file @param at milliseconds since the epoch */
  async add(name: string, content: Buffer | { file: string }, at: number): Promise<void> {
    const entry: Entry = {
      name: Buffer.from(name),
      lengthBytes: 0,
      checksum: 0,
      offset: this.#position,
      time: dosTime(at),
    };
    // Its length is known only behind it, and a file that can be written anywhere needs no other mark.
    const header = localHeader(entry);
    await this.#write(header);
    const chunks = Buffer.isBuffer(content) ? [content] : createReadStream(content.file, { highWaterMark: 1 << 20 });
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      entry.checksum = crc32(chunk, entry.checksum);
      entry.lengthBytes += chunk.length;
      await this.#write(chunk);
    }
    await this.#handle.write(localHeader(entry), 0, header.length, entry.offset);
    this.#entries.push(entry);
  }

  /** Writes the list of files; then the file is whole and on the disk. */
  async end(): Promise<void> {
    const from = this.#position;
    for (const entry of this.#entries) await this.#write(centralHeader(entry));
    await this.#write(endRecords(this.#entries.length, from, this.#position - from));
    await this.#handle.datasync();
    await this.#handle.close();
  }

  /** Of one that is not to be ended. Idempotent. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => {});
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, this.#position);
    this.#position += bytes.length;
  }
}

/** Always with room for 64 bits, so that it has one length whatever comes. */
function localHeader({ name, lengthBytes, checksum, time }: Entry): Buffer {
  const isLong = lengthBytes >= most32;
  const header = Buffer.alloc(localHeaderBytes);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(zip64Version, 4);
  header.writeUInt16LE(utf8Flag, 6);
  header.writeUInt16LE(time.time, 10);
  header.writeUInt16LE(time.date, 12);
  header.writeUInt32LE(checksum, 14);
  header.writeUInt32LE(isLong ? most32 : lengthBytes, 18);
  header.writeUInt32LE(isLong ? most32 : lengthBytes, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(20, 28);
  // Without need of 64 bits a field that readers pass over (Info-ZIP's padding).
  return Buffer.concat([header, name, isLong ? extra64([lengthBytes, lengthBytes]) : padding]);
}

const padding = Buffer.concat([Buffer.of(0x35, 0xd9, 16, 0), Buffer.alloc(16)]);

function extra64(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return extra;
}

function centralHeader({ name, lengthBytes, checksum, offset, time }: Entry): Buffer {
  const long = [...(lengthBytes >= most32 ? [lengthBytes, lengthBytes] : []), ...(offset >= most32 ? [offset] : [])];
  const extra = long.length > 0 ? extra64(long) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(madeBy, 4);
  header.writeUInt16LE(long.length > 0 ? zip64Version : plainVersion, 6);
  header.writeUInt16LE(utf8Flag, 8);
  header.writeUInt16LE(time.time, 12);
  header.writeUInt16LE(time.date, 14);
  header.writeUInt32LE(checksum, 16);
  header.writeUInt32LE(Math.min(lengthBytes, most32), 20);
  header.writeUInt32LE(Math.min(lengthBytes, most32), 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(fileMode * 0x1_0000, 38);
  header.writeUInt32LE(Math.min(offset, most32), 42);
  return Buffer.concat([header, name, extra]);
}

function endRecords(count: number, offset: number, lengthBytes: number): Buffer {
  const isLong = count >= most16 || offset >= most32 || lengthBytes >= most32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, most16), 8);
  end.writeUInt16LE(Math.min(count, most16), 10);
  end.writeUInt32LE(Math.min(lengthBytes, most32), 12);
  end.writeUInt32LE(Math.min(offset, most32), 16);
  if (!isLong) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(madeBy, 12);
  record.writeUInt16LE(zip64Version, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(lengthBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + lengthBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

/** MS-DOS date and time, in UTC, in steps of two seconds. */
function dosTime(at: number): { date: number; time: number } {
  const moment = new Date(Math.max(at, Date.UTC(1980, 0, 1)));
  return {
    date: ((moment.getUTCFullYear() - 1_980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}
