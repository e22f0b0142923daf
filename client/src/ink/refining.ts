import type { BulkPainter } from './bulk-painter.ts';
import type { BulkPart } from './bulk-worker.ts';

/** A page's strokes being painted again, finely, on a canvas beside the one that is seen. Owned by the ink painter. */
export class Refining {
  /** Strokes up to the one before it are being painted. */
  readonly end: number;
  readonly #cancel: (() => void) | null;

  /** `onDone` gets the canvas with all of them; null when they could not be painted, once and for ever. */
  constructor(bulk: BulkPainter, page: BulkPart, onDone: (fine: OffscreenCanvas | null) => void) {
    this.end = page.strokes.length;
    const fine = new OffscreenCanvas(page.width, page.height);
    let left = this.end;
    this.#cancel = bulk.paint(page, (part) => {
      if (part === null) {
        onDone(null);
        return;
      }
      fine.getContext('2d')?.drawImage(part.picture, 0, 0);
      part.picture.close();
      left -= part.bounds.length / 4;
      if (left <= 0) onDone(fine);
    });
  }

  cancel(): void {
    this.#cancel?.();
  }
}
