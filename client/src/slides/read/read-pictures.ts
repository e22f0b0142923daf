import { limits } from '@tongke/signaling/protocol/lesson';
import { DocumentError, type ReadableDocument } from './document.ts';
import { blankCanvas, drawnPage, drawnSize } from './draw-page.ts';

/** Pictures, a page each, in the order of their names. Throws DocumentError `tooManyPages`; drawing throws `notAPicture`. */
export function readPictures(files: readonly File[]): ReadableDocument {
  if (files.length > limits.pagesPerDeck) throw new DocumentError('tooManyPages');
  const inOrder = [...files].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return {
    pageCount: inOrder.length,
    draw: async (page) => {
      const file = inOrder[page];
      if (!file) throw new DocumentError('empty');
      const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
        throw new DocumentError('notAPicture', { cause });
      });
      try {
        const { width, height } = drawnSize(bitmap.width, bitmap.height, false);
        const { canvas, context } = blankCanvas(width, height);
        context.imageSmoothingQuality = 'high';
        context.drawImage(bitmap, 0, 0, width, height);
        return await drawnPage(canvas, '');
      } finally {
        bitmap.close();
      }
    },
    close: () => {},
  };
}
