/** A browser's private folder in memory, as far as it is used here (File System Standard). */
export class MemoryFolder {
  readonly kind = 'directory';
  readonly children = new Map<string, MemoryFolder | MemoryFile>();

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<MemoryFolder> {
    return this.#child(name, create, () => new MemoryFolder(), 'directory') as MemoryFolder;
  }

  async getFileHandle(name: string, { create = false } = {}): Promise<MemoryFile> {
    return this.#child(name, create, () => new MemoryFile(), 'file') as MemoryFile;
  }

  async removeEntry(name: string): Promise<void> {
    if (!this.children.delete(name)) throw new DOMException('not there', 'NotFoundError');
  }

  async *entries(): AsyncGenerator<[string, MemoryFolder | MemoryFile]> {
    yield* [...this.children];
  }

  #child(
    name: string,
    create: boolean,
    make: () => MemoryFolder | MemoryFile,
    kind: string,
  ): MemoryFolder | MemoryFile {
    const known = this.children.get(name);
    if (known?.kind === kind) return known;
    if (!create) throw new DOMException('not there', 'NotFoundError');
    const made = make();
    this.children.set(name, made);
    return made;
  }
}

export class MemoryFile {
  readonly kind = 'file';
  content = new Uint8Array(0);
  lastModified = Date.now();
  /** Writing fails with it. */
  fault: Error | null = null;
  isOpen = false;

  async getFile(): Promise<{ size: number; lastModified: number; arrayBuffer: () => Promise<ArrayBuffer> }> {
    const { content, lastModified } = this;
    return { size: content.length, lastModified, arrayBuffer: async () => content.slice().buffer };
  }

  async createSyncAccessHandle() {
    if (this.isOpen) throw new DOMException('open already', 'NoModificationAllowedError');
    this.isOpen = true;
    return {
      write: (data: Uint8Array, { at }: { at: number }) => {
        if (this.fault) throw this.fault;
        const whole = new Uint8Array(Math.max(this.content.length, at + data.length));
        whole.set(this.content);
        whole.set(data, at);
        this.content = whole;
        return data.length;
      },
      close: () => {
        this.isOpen = false;
      },
    };
  }
}

/** The folder as the product's code takes it. */
export const asDirectory = (folder: MemoryFolder): FileSystemDirectoryHandle =>
  folder as unknown as FileSystemDirectoryHandle;
