import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { LessonError, limits, type MaterialId, materialId } from '../../protocol/lesson.ts';
import { appendPart, lengthOf, type Part } from './incoming-file.ts';
import { headLengthBytes, mostBytesOf, sniff } from './sniff.ts';

/** How far an upload has come. */
export interface Receipt {
  receivedBytes: number;
  /** Null until all has come. */
  materialId: MaterialId | null;
}

/** An upload that does not go on for this long is forgotten. */
const forgottenAfterMs = 24 * 3_600_000;
/** What stays free on the disk for logs and recordings. */
const keptFreeBytes = 512 * 1024 * 1024;

/**
 * Files of lessons, each kept once under the SHA-256 of its content in `<dataDir>/materials/`. Uploads come in parts and
 * go on where they broke off. Parts of one upload that come at once are refused (`conflict`).
 */
export class MaterialStore {
  readonly folder: string;
  readonly #incoming: string;
  readonly #busy = new Set<string>();
  #keptBytes = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.#incoming = join(folder, 'incoming');
  }

  static async open(dataDir: string, now: number): Promise<MaterialStore> {
    const store = new MaterialStore(join(dataDir, 'materials'));
    await mkdir(store.#incoming, { recursive: true, mode: 0o700 });
    for (const path of await filesIn(store.#incoming)) {
      const { mtimeMs } = await stat(path);
      if (now - mtimeMs > forgottenAfterMs) await rm(path, { force: true });
    }
    for (const path of await filesIn(store.folder)) store.#keptBytes += await lengthOf(path);
    return store;
  }

  /** Where a material is kept, seen from {@link folder}. */
  pathOf = (id: MaterialId): string => id;

  /**
   * Takes a part of an upload, which `name` names among all (64 letters, digits, `_` and `-`). A part that does not go on
   * where the upload stands is not taken; the receipt tells where it stands. Throws LessonError: `unsupportedMedia`,
   * `tooLarge`, `conflict`, `diskFull` when this node is full.
   */
  async receive(name: string, part: Part, body: Readable): Promise<Receipt> {
    if (this.#busy.has(name)) throw new LessonError('conflict', 'another part of this upload is under way');
    this.#busy.add(name);
    try {
      return await this.#receive(name, part, body);
    } finally {
      this.#busy.delete(name);
    }
  }

  async #receive(name: string, part: Part, body: Readable): Promise<Receipt> {
    const path = join(this.#incoming, name);
    const before = await lengthOf(path);
    if (part.from !== before) return { receivedBytes: before, materialId: null };
    if (part.totalBytes > limits.filmLengthBytes) throw new LessonError('tooLarge', 'the file is too large');
    if (before === 0) await this.#refuseUnlessRoom(part.totalBytes);
    await appendPart(path, part, body);
    const receivedBytes = await lengthOf(path);
    const ending = receivedBytes >= Math.min(headLengthBytes, part.totalBytes) ? sniff(await headOf(path)) : undefined;
    if (ending === null || (ending !== undefined && part.totalBytes > mostBytesOf(ending))) {
      await rm(path, { force: true });
      if (ending === null) throw new LessonError('unsupportedMedia', 'not a type of file that a lesson takes');
      throw new LessonError('tooLarge', 'the file is too large for its type');
    }
    if (receivedBytes < part.totalBytes || ending === undefined) return { receivedBytes, materialId: null };
    const id = materialId(`${await hashOf(path)}.${ending}`);
    await this.#keep(path, id, receivedBytes);
    return { receivedBytes, materialId: id };
  }

  async #refuseUnlessRoom(lengthBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    const isFull = this.#keptBytes + lengthBytes > limits.materialsLengthBytes;
    if (isFull || bavail * bsize < lengthBytes + keptFreeBytes) throw new LessonError('diskFull', 'the disk is full');
  }

  /** The same content again is the same file. */
  async #keep(path: string, id: MaterialId, lengthBytes: number): Promise<void> {
    const target = join(this.folder, this.pathOf(id));
    if ((await lengthOf(target)) === lengthBytes) {
      await rm(path, { force: true });
      return;
    }
    const file = await open(path, 'r+');
    await file.datasync().finally(() => file.close());
    await rename(path, target);
    this.#keptBytes += lengthBytes;
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  const { buffer, bytesRead } = await file
    .read(Buffer.alloc(headLengthBytes), 0, headLengthBytes, 0)
    .finally(() => file.close());
  return buffer.subarray(0, bytesRead);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
