import { limits } from '@tongke/signaling/protocol/lesson';
import { DocumentError, type DocumentFailure, type ReadableDocument } from './document.ts';
import { fileKind } from './file-kind.ts';

/** Files that make one deck: one document, or one picture and more. */
export interface DeckSource {
  title: string;
  /** Throws DocumentError. */
  open(): Promise<ReadableDocument>;
}

/** How a deck is called: the file's name without what hides in it, cut to what fits. */
export const titleOf = (name: string): string =>
  [...name.normalize('NFC')].slice(0, limits.deckTitleLength / 2).join('');

/**
 * The decks that chosen files make: each document one, all pictures together one. What is neither comes as a deck that
 * cannot be opened, so that its sentence stands under its name.
 */
export async function deckSources(files: readonly File[]): Promise<DeckSource[]> {
  const sources: DeckSource[] = [];
  const pictures: File[] = [];
  for (const file of files) {
    const kind = await fileKind(file);
    const title = titleOf(file.name);
    const failing = (failure: DocumentFailure): DeckSource => ({
      title,
      open: async () => {
        throw new DocumentError(failure);
      },
    });
    if (file.size === 0) sources.push(failing('empty'));
    else if (file.size > limits.documentLengthBytes) sources.push(failing('tooLarge'));
    else if (kind === 'picture') pictures.push(file);
    else if (kind === 'pdf') sources.push({ title, open: () => openPdf(file) });
    else sources.push(failing(kind === 'presentation' ? 'exportAsPdf' : 'unknownType'));
  }
  const [first] = pictures;
  if (!first) return sources;
  const { readPictures } = await import('./read-pictures.ts');
  return [...sources, { title: titleOf(first.name), open: async () => readPictures(pictures) }];
}

/** pdf.js is large, and only a teacher who shows a document needs it. */
async function openPdf(file: Blob): Promise<ReadableDocument> {
  const { readPdf } = await import('./read-pdf.ts');
  return await readPdf(file);
}
