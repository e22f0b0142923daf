import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { openInside } from '../archive-tool/safe-path.ts';

type OnSegment = (segment: ArchiveSegment, content: Buffer) => Promise<void>;

/** Files of an archive, believed only when they are what the manifest says. */
export class ArchiveBytes {
  readonly #root: string;
  /** Paths of segments that were not what the manifest says, or that no decoder could read. */
  readonly spoilt = new Set<string>();

  /** @param root the archive's folder, without links */
  constructor(root: string) {
    this.#root = root;
  }

  /** A whole file; null when it is missing or altered. Throws what else the disk says. */
  async read(listed: { path: string; sha256: string | null }): Promise<Buffer | null> {
    const opened = await openInside(this.#root, listed.path);
    if (opened.state !== 'open') return null;
    try {
      const content = await opened.handle.readFile();
      if (listed.sha256 === null) return content;
      return createHash('sha256').update(content).digest('hex') === listed.sha256 ? content : null;
    } catch (error) {
      // A sector that cannot be read spoils its segment only.
      if (error instanceof Error && 'code' in error && error.code === 'EIO') return null;
      throw error;
    } finally {
      await opened.handle.close();
    }
  }

  /**
   * Segments behind their initialisation, as one stream. Those that are spoilt are remembered, and the stream ends before the first or
   * goes on behind it. `onSegment` gets each as it is handed on, with its initialisation before it.
   */
  stream(
    layer: ArchiveLayer,
    segments: readonly ArchiveSegment[],
    { atSpoilt = 'end', onSegment }: { atSpoilt?: 'end' | 'goOn'; onSegment?: OnSegment } = {},
  ): Readable {
    return Readable.from(this.#pieces(layer, segments, atSpoilt, onSegment), { objectMode: false });
  }

  async *#pieces(
    { inits = [] }: ArchiveLayer,
    segments: readonly ArchiveSegment[],
    atSpoilt: 'end' | 'goOn',
    onSegment: OnSegment | undefined,
  ): AsyncGenerator<Buffer> {
    const initPath = segments[0]?.initPath;
    if (initPath === undefined) return;
    let init: Buffer | null = Buffer.alloc(0);
    if (initPath !== segments[0]?.path) {
      const sha256 = inits.find(({ path }) => path === initPath)?.sha256 ?? null;
      init = await this.read({ path: initPath, sha256 });
      if (init === null) {
        for (const { path } of segments) this.spoilt.add(path);
        return;
      }
      yield init;
    }
    for (const segment of segments) {
      const content = await this.read(segment);
      if (content === null) {
        this.spoilt.add(segment.path);
        if (atSpoilt === 'end') return;
        continue;
      }
      await onSegment?.(segment, Buffer.concat([init, content]));
      yield content;
    }
  }
}
