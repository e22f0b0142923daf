import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import { type DeckId, isMaterialId, type MaterialId } from '../ids.ts';
import { limits } from '../limits.ts';
import { tidyLine, tidyLines } from '../plain-text.ts';

const deck = z.object({ deckId: id<DeckId>() });
const page = z
  .number()
  .int()
  .min(0)
  .max(limits.pagesPerDeck - 1);
const material = z.custom<MaterialId>((value) => typeof value === 'string' && isMaterialId(value));
const pixels = z.number().int().min(1).max(limits.pagePixels);
const picture = z.object({ materialId: material, previewId: material, widthPixels: pixels, heightPixels: pixels });

/** Decks of pages and blank boards, which of them is shown, and on which page. */
export const slidesCommands = {
  /**
   * Adds a deck that gets its pages one by one, or a board of one blank page. Its maker makes the id: adding it again is
   * the same deck. `tooMany` for more decks or pages than a lesson may have.
   */
  'deck:add': command<null>()(
    deck.extend({
      kind: z.enum(['pages', 'board']),
      title: tidyLine(limits.deckTitleLength),
      pageCount: z.number().int().min(1).max(limits.pagesPerDeck),
    }),
  ),
  /**
   * Adds the next page: a picture to a deck, a blank one (null) to a board. `page` is its number: adding it again is the
   * same page, any number but the next one is a `conflict`.
   */
  'page:add': command<null>()(
    deck.extend({ page, picture: picture.nullable(), text: tidyLines(limits.pageTextLength) }),
  ),
  /** Shows a deck on all screens, turned to `page` or where it was last. Idempotent. */
  'deck:show': command<null>()(deck.extend({ page: page.optional() })),
  /** Turns a deck to a page, whether it is shown or not. Idempotent. */
  'page:turn': command<null>()(deck.extend({ page })),
  /** Puts the decks away from all screens. Idempotent. */
  'deck:hide': command<null>()(z.object({})),
  /** Takes a deck out of the lesson, and away from all screens. Idempotent. */
  'deck:remove': command<null>()(deck),
};
