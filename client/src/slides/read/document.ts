/** Why a file does not become a deck. A page has a sentence for each. */
export const documentFailures = [
  'empty',
  'encrypted',
  'broken',
  'tooManyPages',
  'tooLarge',
  'notAPicture',
  'unknownType',
  'exportAsPdf',
] as const;
export type DocumentFailure = (typeof documentFailures)[number];

/** A file that cannot be read as pages. */
export class DocumentError extends Error {
  readonly failure: DocumentFailure;
  constructor(failure: DocumentFailure, options?: ErrorOptions) {
    super(failure, options);
    this.name = 'DocumentError';
    this.failure = failure;
  }
}

/** A page as it is brought into the lesson. */
export interface DrawnPage {
  picture: Blob;
  preview: Blob;
  widthPixels: number;
  heightPixels: number;
  text: string;
}

/** A file that can be drawn page by page, in order. */
export interface ReadableDocument {
  pageCount: number;
  /** `page` counts from 0. Throws DocumentError. */
  draw(page: number): Promise<DrawnPage>;
  /** Lets go of it. Idempotent. */
  close(): void;
}
