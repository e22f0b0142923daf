import { limits } from '@tongke/signaling/protocol/lesson';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { DocumentError, type ReadableDocument } from './document.ts';
import { blankCanvas, drawnPage, drawnSize } from './draw-page.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Characters and fonts that a document may leave out; `vite.config.ts` puts them there. */
const assets = (folder: string) => new URL(`/pdf/${folder}/`, location.origin).href;

/** Opens a PDF document. Throws DocumentError: `encrypted`, `empty`, `tooManyPages`, `broken`. */
export async function readPdf(file: Blob): Promise<ReadableDocument> {
  const task = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    cMapUrl: assets('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: assets('standard_fonts'),
    wasmUrl: assets('wasm'),
    // Pages may not run WebAssembly here.
    useWasm: false,
    enableXfa: false,
    maxImageSize: 64 * 1024 * 1024,
  });
  const pdf = await task.promise.catch((cause: unknown) => {
    void task.destroy();
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw new DocumentError(isLocked ? 'encrypted' : 'broken', { cause });
  });
  const failure = pdf.numPages === 0 ? 'empty' : pdf.numPages > limits.pagesPerDeck ? 'tooManyPages' : null;
  if (failure) {
    void task.destroy();
    throw new DocumentError(failure);
  }
  return {
    pageCount: pdf.numPages,
    draw: (page) =>
      drawPdfPage(pdf, page).catch((cause: unknown) => {
        throw cause instanceof DocumentError ? cause : new DocumentError('broken', { cause });
      }),
    close: () => void task.destroy(),
  };
}

async function drawPdfPage(pdf: PDFDocumentProxy, number: number) {
  const page = await pdf.getPage(number + 1);
  try {
    const whole = page.getViewport({ scale: 1 });
    const { scale, width, height } = drawnSize(whole.width, whole.height, true);
    const { canvas } = blankCanvas(width, height);
    await page.render({ canvas, viewport: page.getViewport({ scale }), intent: 'display' }).promise;
    const content = await page.getTextContent().catch(() => ({ items: [] }));
    const text = content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    return await drawnPage(canvas, text);
  } finally {
    page.cleanup();
  }
}
