import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveMaterial, MaterialId } from '@tongke/signaling/protocol/lesson';
import { isCode, sha256Of, writeWhole } from './files.ts';

export interface MaterialCopiesOptions {
  /** The archive's own folder. */
  folder: string;
  /** Gets a file's bytes; null when there is no such file. Throws when it cannot be had now. */
  fetch: (id: MaterialId) => Promise<Buffer | null>;
  /** A file was kept, or the disk refused it. */
  onWritten: (error: unknown) => void;
}

/** Tries for a file before the archive is sealed without it. */
const tries = 4;
const firstPauseMs = 250;

/** Copies what a lesson's public events refer to into `materials/`, one by one, each checked against its hash. */
export class MaterialCopies {
  readonly #options: MaterialCopiesOptions;
  readonly #entries = new Map<MaterialId, ArchiveMaterial>();
  readonly #asked = new Set<MaterialId>();
  #work: Promise<void> = Promise.resolve();

  constructor(options: MaterialCopiesOptions) {
    this.#options = options;
  }

  /** What is kept, and what could not be had (`lengthBytes` null), in the order of asking. */
  list(): ArchiveMaterial[] {
    return [...this.#entries.values()];
  }

  /** Copies these, unless they are here or on their way. */
  want(ids: Iterable<MaterialId>): void {
    for (const id of ids) {
      if (this.#asked.has(id)) continue;
      this.#asked.add(id);
      this.#work = this.#work.then(() => this.#copy(id));
    }
  }

  /** All that was asked for is kept, or was tried for the last time. */
  async settle(): Promise<void> {
    const missing = this.list().filter(({ lengthBytes }) => lengthBytes === null);
    for (const { materialId } of missing) this.#asked.delete(materialId);
    this.want(missing.map(({ materialId }) => materialId));
    let waited: Promise<void> | undefined;
    while (waited !== this.#work) {
      waited = this.#work;
      await waited;
    }
  }

  async #copy(id: MaterialId): Promise<void> {
    const path = `materials/${id}`;
    const sha256 = id.slice(0, id.indexOf('.'));
    const kept = (lengthBytes: number | null) =>
      this.#entries.set(id, { materialId: id, path, lengthBytes, sha256: lengthBytes === null ? null : sha256 });
    for (let attempt = 0; attempt < tries; attempt += 1) {
      try {
        const bytes = (await this.#here(path, sha256)) ?? (await this.#brought(id, path, sha256));
        kept(bytes?.length ?? null);
        this.#options.onWritten(null);
        return;
      } catch (error) {
        if (isCode(error, 'ENOSPC')) this.#options.onWritten(error);
        await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** attempt));
      }
    }
    kept(null);
  }

  /** What an earlier recorder has kept. */
  async #here(path: string, sha256: string): Promise<Buffer | null> {
    const bytes = await readFile(join(this.#options.folder, path)).catch(() => null);
    return bytes && sha256Of(bytes) === sha256 ? bytes : null;
  }

  async #brought(id: MaterialId, path: string, sha256: string): Promise<Buffer | null> {
    const bytes = await this.#options.fetch(id);
    if (bytes === null) return null;
    if (sha256Of(bytes) !== sha256) throw new Error(`${id} is not what its name says`);
    await mkdir(join(this.#options.folder, 'materials'), { recursive: true });
    await writeWhole(join(this.#options.folder, path), bytes, { sync: true });
    return bytes;
  }
}
