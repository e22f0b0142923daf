import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import { type DeckId, isStrokeId, type StrokeId } from '../ids.ts';
import { limits } from '../limits.ts';

const strokeId = z.custom<StrokeId>((value) => typeof value === 'string' && isStrokeId(value));
const page = z.object({
  deckId: id<DeckId>(),
  page: z
    .number()
    .int()
    .min(0)
    .max(limits.pagesPerDeck - 1),
});
/** A drawing as `packInk` gives it. */
const packed = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(limits.inkLength);

/** What is drawn on pages and boards: finished strokes, erasing, undo. */
export const inkCommands = {
  /** Keeps a finished stroke, shape or text. Idempotent by its id, which its device makes. */
  'ink:draw': command<null>()(
    page.extend({ id: strokeId, ink: packed, text: z.string().min(1).max(limits.inkTextLength).optional() }),
  ),
  /** Takes whole strokes away: a room only its own. Those that are gone already are passed over. */
  'ink:erase': command<null>()(page.extend({ ids: z.array(strokeId).min(1).max(limits.inkErasedAtOnce) })),
  /** Takes all of a page away. */
  'ink:clear': command<null>()(page),
  /** Undoes what this participant did last on the page; nothing when there is nothing. */
  'ink:undo': command<{ changed: boolean }>()(page),
  /** Does again what this participant undid last on the page; nothing when there is nothing. */
  'ink:redo': command<{ changed: boolean }>()(page),
};
