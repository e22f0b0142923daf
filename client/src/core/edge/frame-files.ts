import type { KeptName, SentRange } from './edge-messages.ts';
import { type FileBudget, type KeptFile, kindOf, leastOf, tooMuch } from './file-budget.ts';
import { packFrames, type SentFrame, unpackFrames } from './frame-block.ts';
import { allFiles, fileNameOf, filesOf, folderOf, layerOf, layersOf, type StoredFile } from './frame-folders.ts';
import { isAround, mayReach } from './sent-range.ts';

/** What workers have of a file (File System Standard, section 2.6); TypeScript has it for workers only. */
interface SyncFile {
  write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  close(): void;
}
type WorkerFile = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> };

const folderName = 'edge';
const fileBytes: Record<KeptName['kind'], number> = { audio: 2 ** 20, video: 4 * 2 ** 20 };
const nonceBytes = 12;
const headBytes = 4 + nonceBytes;
/** Of frames that are given at a time. */
const answerBytes = 512 * 1024;

type Known = KeptFile & { name: KeptName; fileName: string };
interface OpenFile {
  file: SyncFile;
  known: Known;
}

/**
 * Frames of layers in the origin's private files: `edge/<lessonId>/<trackId>/<kind>-<layer>/<first frame>`, encrypted, in pieces of a length
 * (4 bytes), a nonce and AES-GCM over what is kept. Bounded in bytes and days. Owned by its worker; calls for one layer come one after
 * the other.
 */
export class FrameFiles {
  readonly #root: FileSystemDirectoryHandle;
  readonly #key: CryptoKey;
  readonly #budget: FileBudget;
  readonly #open = new Map<string, OpenFile>();
  readonly #known = new Map<string, Known>();

  private constructor(root: FileSystemDirectoryHandle, key: CryptoKey, budget: FileBudget) {
    this.#root = root;
    this.#key = key;
    this.#budget = budget;
  }

  /** Throws what the browser says. */
  static async open(origin: FileSystemDirectoryHandle, key: CryptoKey, budget: FileBudget): Promise<FrameFiles> {
    const files = new FrameFiles(await origin.getDirectoryHandle(folderName, { create: true }), key, budget);
    for await (const { name, fileName, file } of allFiles(files.#root)) {
      const known = { kind: kindOf(name), at: file.lastModified, lengthBytes: file.size, name, fileName };
      files.#known.set(pathOf(name, fileName), known);
    }
    await files.#tidy();
    return files;
  }

  /** Where the disk is full, what matters least is given up first. Throws what the browser says. */
  async append(name: KeptName, frames: readonly SentFrame[]): Promise<void> {
    const [first] = frames;
    if (!first) return;
    const open = await this.#fileFor(name, first);
    const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
    const sealed = await crypto.subtle.encrypt(this.#cipher(name, iv), this.#key, packFrames(frames));
    const piece = new Uint8Array(headBytes + sealed.byteLength);
    new DataView(piece.buffer).setUint32(0, sealed.byteLength);
    piece.set(iv, 4);
    piece.set(new Uint8Array(sealed), headBytes);
    try {
      open.file.write(piece, { at: open.known.lengthBytes });
    } catch (error) {
      this.close(name);
      await this.#makeRoom();
      throw error;
    }
    open.known.lengthBytes += piece.length;
    if (open.known.lengthBytes >= fileBytes[name.kind]) {
      this.close(name);
      await this.#tidy();
    }
  }

  /** The next frames begin another file. Idempotent. */
  close(name: KeptName): void {
    const id = pathOf(name);
    this.#open.get(id)?.file.close();
    this.#open.delete(id);
  }

  /** Every layer of which something is kept. */
  list(): Promise<KeptName[]> {
    return layersOf(this.#root);
  }

  /** Frames in and around ranges that can be read, in order, those behind number `after`: some at a time, none when there are no more. */
  async read(name: KeptName, ranges: readonly SentRange[], after: number): Promise<SentFrame[]> {
    this.close(name);
    const frames: SentFrame[] = [];
    let lengthBytes = 0;
    const stored = await filesOf(await layerOf(this.#root, name, false));
    for (const [index, file] of stored.entries()) {
      const next = stored[index + 1];
      const isWanted = ranges.some((range) =>
        mayReach(file.rtpTimestamp, next?.rtpTimestamp ?? null, range, name.kind),
      );
      if (!isWanted || (next && next.number <= after + 1)) continue;
      for await (const frame of this.#framesOf(name, file)) {
        const isIn = ranges.some((range) => isAround(frame.rtpTimestamp, range, name.kind));
        if (frame.number <= after || !isIn) continue;
        frames.push(frame);
        lengthBytes += frame.data.length;
        if (lengthBytes >= answerBytes) return frames;
      }
    }
    return frames;
  }

  async forget(lessonId: string): Promise<void> {
    for (const name of await this.list()) if (name.lessonId === lessonId) this.close(name);
    for (const [path, { name }] of this.#known) if (name.lessonId === lessonId) this.#known.delete(path);
    await this.#root.removeEntry(lessonId, { recursive: true }).catch(() => {});
  }

  async *#framesOf(name: KeptName, { handle }: StoredFile): AsyncGenerator<SentFrame> {
    const content = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    for (let at = 0; at + headBytes <= content.length; ) {
      const end = at + headBytes + new DataView(content.buffer, at).getUint32(0);
      const cipher = this.#cipher(name, content.slice(at + 4, at + headBytes));
      const sealed = content.slice(at + headBytes, end);
      // A torn piece, or one of another key, is as good as none.
      const block = await crypto.subtle.decrypt(cipher, this.#key, sealed).catch(() => null);
      if (block) yield* unpackFrames(new Uint8Array(block));
      at = end;
    }
  }

  #cipher(name: KeptName, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(pathOf(name)) };
  }

  async #fileFor(name: KeptName, first: SentFrame): Promise<OpenFile> {
    const id = pathOf(name);
    const open = this.#open.get(id);
    if (open) return open;
    const fileName = fileNameOf(first);
    const folder = await layerOf(this.#root, name, true);
    const handle = (await folder.getFileHandle(fileName, { create: true })) as WorkerFile;
    const known: Known = { kind: kindOf(name), at: Date.now(), lengthBytes: 0, name, fileName };
    const begun = { file: await handle.createSyncAccessHandle(), known };
    this.#open.set(id, begun);
    this.#known.set(pathOf(name, fileName), known);
    return begun;
  }

  async #tidy(): Promise<void> {
    for (const file of tooMuch([...this.#known.values()], this.#budget, Date.now())) await this.#remove(file);
  }

  async #makeRoom(): Promise<void> {
    const least = leastOf([...this.#known.values()]);
    if (least) await this.#remove(least);
  }

  async #remove({ name, fileName }: Known): Promise<void> {
    if (this.#open.get(pathOf(name))?.known.fileName === fileName) this.close(name);
    this.#known.delete(pathOf(name, fileName));
    const folder = await layerOf(this.#root, name, false).catch(() => null);
    await folder?.removeEntry(fileName).catch(() => {});
    await this.#removeEmpty(name);
  }

  /** A lesson of which nothing is kept any more leaves no folder. */
  async #removeEmpty({ lessonId }: KeptName): Promise<void> {
    if ([...this.#known.values()].some(({ name }) => name.lessonId === lessonId)) return;
    await this.#root.removeEntry(lessonId, { recursive: true }).catch(() => {});
  }
}

const pathOf = (name: KeptName, ...rest: string[]): string => [...folderOf(name), ...rest].join('/');
