import { type DeckId, deckId, type ErrorCode, LessonError } from '@tongke/signaling/protocol/lesson';
import type { LessonLink } from '../core/link/lesson-link.ts';
import { type Bringer, uploadMaterial } from '../core/materials/upload.ts';
import { randomId } from '../core/random-id.ts';
import { Watched } from '../core/watched.ts';
import { DocumentError, type DocumentFailure, type DrawnPage } from './read/document.ts';
import type { DeckSource } from './read/read-document.ts';

/** A deck that is being made here, or could not be made. */
export interface Making {
  key: string;
  deckId: DeckId;
  title: string;
  state:
    | { name: 'opening' }
    | { name: 'drawing'; done: number; pageCount: number }
    | { name: 'failed'; why: DocumentFailure | ErrorCode };
}

/** Makes decks out of files, one after the other: draws page by page, brings each into the lesson while the next is drawn. */
export class DeckMaker {
  readonly making = new Watched<readonly Making[]>([]);
  readonly #link: Pick<LessonLink, 'command' | 'store'>;
  readonly #bringer: Bringer;
  readonly #aborts = new Map<string, AbortController>();
  #last: Promise<void> = Promise.resolve();

  constructor(link: Pick<LessonLink, 'command' | 'store'>, bringer: Bringer) {
    this.#link = link;
    this.#bringer = bringer;
  }

  /** Makes a deck of each source, and shows the first page as soon as it is there while no other deck is shown. */
  add(sources: readonly DeckSource[]): void {
    for (const source of sources) {
      const key = randomId();
      const abort = new AbortController();
      this.#aborts.set(key, abort);
      const made: Making = { key, deckId: deckId(key), title: source.title, state: { name: 'opening' } };
      this.making.set([...this.making.get(), made]);
      this.#last = this.#last.then(() => this.#make(made, source, abort.signal));
    }
  }

  /** Calls a deck off: what is there of it is removed. For one that failed: takes its sentence away. Idempotent. */
  cancel(key: string): void {
    this.#aborts.get(key)?.abort();
    this.#aborts.delete(key);
    this.making.set(this.making.get().filter((each) => each.key !== key));
  }

  async #make(made: Making, source: DeckSource, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    let isAdded = false;
    try {
      const document = await source.open();
      try {
        const { pageCount } = document;
        signal.throwIfAborted();
        await this.#link.command('deck:add', { deckId: made.deckId, kind: 'pages', title: source.title, pageCount });
        isAdded = true;
        let bringing: Promise<void> = Promise.resolve();
        for (let page = 0; page < pageCount; page += 1) {
          signal.throwIfAborted();
          this.#set(made, { name: 'drawing', done: page, pageCount });
          const drawn = await document.draw(page);
          await bringing;
          bringing = this.#bring(made.deckId, page, drawn, signal);
          // Heard of where it is waited for.
          bringing.catch(() => {});
        }
        await bringing;
      } finally {
        document.close();
      }
      this.cancel(made.key);
    } catch (error) {
      // A deck that is not whole is none: its pages would be missing in the middle of a lesson.
      if (isAdded) void this.#link.command('deck:remove', { deckId: made.deckId }).catch(() => {});
      // Somebody else has removed it meanwhile.
      const isRemoved = error instanceof LessonError && error.code === 'notFound';
      if (signal.aborted || isRemoved) {
        this.cancel(made.key);
        return;
      }
      const why =
        error instanceof DocumentError ? error.failure : error instanceof LessonError ? error.code : 'internal';
      this.#set(made, { name: 'failed', why });
      if (why === 'internal') reportError(error);
    }
  }

  async #bring(id: DeckId, page: number, drawn: DrawnPage, signal: AbortSignal): Promise<void> {
    const previewId = await uploadMaterial(drawn.preview, this.#bringer, { signal });
    const materialId = await uploadMaterial(drawn.picture, this.#bringer, { signal });
    const { widthPixels, heightPixels, text } = drawn;
    const picture = { materialId, previewId, widthPixels, heightPixels };
    await this.#link.command('page:add', { deckId: id, page, picture, text });
    const { slides } = this.#link.store.lesson.get();
    if (page === 0 && slides.shown === null) await this.#link.command('deck:show', { deckId: id, page: 0 });
  }

  #set(made: Making, state: Making['state']): void {
    this.making.set(this.making.get().map((each) => (each.key === made.key ? { ...each, state } : each)));
  }
}
