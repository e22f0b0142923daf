import type { KeptName } from './edge-messages.ts';
import { packFrames, type SentFrame, unpackFrames } from './frame-block.ts';

/** What workers have of a file (File System Standard, section 2.6); TypeScript has it for workers only. */
interface SyncFile {
  write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}
type WorkerFile = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> };

const folderName = 'edge';
const fileBytes = 1024 * 1024;
/** Of all lessons: about eleven hours of sound. The oldest goes first. */
const mostBytes = 256 * 1024 * 1024;
const keptForMs = 3 * 24 * 3_600_000;
const nonceBytes = 12;
const headBytes = 4 + nonceBytes;

interface OpenFile {
  file: SyncFile;
  lengthBytes: number;
}

/**
 * Frames of tracks in the origin's private files: `edge/<lessonId>/<trackId>/<n>`, encrypted, in pieces of a length (4 bytes), a nonce and
 * AES-GCM over what is kept. Owned by its worker; calls for one track come one after the other.
 */
export class FrameFiles {
  readonly #root: FileSystemDirectoryHandle;
  readonly #key: CryptoKey;
  readonly #open = new Map<string, OpenFile>();

  private constructor(root: FileSystemDirectoryHandle, key: CryptoKey) {
    this.#root = root;
    this.#key = key;
  }

  /** Throws what the browser says. */
  static async open(key: CryptoKey): Promise<FrameFiles> {
    const origin = await navigator.storage.getDirectory();
    const files = new FrameFiles(await origin.getDirectoryHandle(folderName, { create: true }), key);
    await files.#tidy();
    return files;
  }

  async append(name: KeptName, frames: readonly SentFrame[]): Promise<void> {
    const open = await this.#fileOf(name);
    const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
    const sealed = await crypto.subtle.encrypt(this.#cipher(name, iv), this.#key, packFrames(frames));
    const piece = new Uint8Array(headBytes + sealed.byteLength);
    new DataView(piece.buffer).setUint32(0, sealed.byteLength);
    piece.set(iv, 4);
    piece.set(new Uint8Array(sealed), headBytes);
    open.file.write(piece, { at: open.lengthBytes });
    open.file.flush();
    open.lengthBytes += piece.length;
    if (open.lengthBytes >= fileBytes) {
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

  async list(): Promise<KeptName[]> {
    const names: KeptName[] = [];
    for await (const [lessonId, lesson] of foldersOf(this.#root)) {
      for await (const [trackId] of foldersOf(lesson)) names.push({ lessonId, trackId });
    }
    return names;
  }

  /** All frames of a track that can be read, in order. */
  async *read(name: KeptName): AsyncGenerator<SentFrame> {
    this.close(name);
    const folder = await this.#folderOf(name, false);
    for (const fileName of await fileNamesOf(folder)) {
      const file = await (await folder.getFileHandle(fileName)).getFile();
      const content = new Uint8Array(await file.arrayBuffer());
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
  }

  async forget(lessonId: string): Promise<void> {
    for (const { lessonId: other, trackId } of await this.list())
      if (other === lessonId) this.close({ lessonId, trackId });
    await this.#root.removeEntry(lessonId, { recursive: true }).catch(() => {});
  }

  #cipher(name: KeptName, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(pathOf(name)) };
  }

  async #fileOf(name: KeptName): Promise<OpenFile> {
    const id = pathOf(name);
    const known = this.#open.get(id);
    if (known) return known;
    const folder = await this.#folderOf(name, true);
    const last = (await fileNamesOf(folder)).at(-1) ?? '0';
    const fileName = String(Number(last) + 1).padStart(6, '0');
    const handle = (await folder.getFileHandle(fileName, { create: true })) as WorkerFile;
    const open = { file: await handle.createSyncAccessHandle(), lengthBytes: 0 };
    this.#open.set(id, open);
    return open;
  }

  async #folderOf({ lessonId, trackId }: KeptName, create: boolean): Promise<FileSystemDirectoryHandle> {
    const lesson = await this.#root.getDirectoryHandle(lessonId, { create });
    return await lesson.getDirectoryHandle(trackId, { create });
  }

  /** Removes what is old, and the oldest of what is too much. */
  async #tidy(): Promise<void> {
    const files: { at: number; bytes: number; remove: () => Promise<void> }[] = [];
    for await (const [, lesson] of foldersOf(this.#root)) {
      for await (const [, track] of foldersOf(lesson)) {
        for (const name of await fileNamesOf(track)) {
          const { lastModified, size } = await (await track.getFileHandle(name)).getFile();
          files.push({ at: lastModified, bytes: size, remove: () => track.removeEntry(name).catch(() => {}) });
        }
      }
    }
    let left = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { at, bytes, remove } of files.sort((a, b) => a.at - b.at)) {
      if (left <= mostBytes && Date.now() - at < keptForMs) break;
      await remove();
      left -= bytes;
    }
  }
}

const pathOf = ({ lessonId, trackId }: KeptName): string => `${lessonId}/${trackId}`;

async function* foldersOf(folder: FileSystemDirectoryHandle): AsyncGenerator<[string, FileSystemDirectoryHandle]> {
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'directory') yield [name, handle as FileSystemDirectoryHandle];
  }
}

async function fileNamesOf(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names.sort();
}
