import { z } from 'zod';
import { command, id, volatile } from '../command-declaration.ts';
import { type DeckId, isStrokeId, type StrokeId } from '../ids.ts';
import { inkUnits } from '../ink/drawing.ts';
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

const coordinate = z
  .number()
  .int()
  .min(0)
  .max(inkUnits - 1);

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
  /** Points of a stroke that is being drawn, from its point number `first` on; those that were told after it are void. */
  'ink:preview': volatile(
    page.extend({
      id: strokeId,
      first: z.number().int().min(0).max(limits.inkPoints),
      ink: packed.max(limits.inkPreviewLength),
    }),
  ),
  /** Where the pointer is, in units of the page's box; null when it is gone. */
  'ink:point': volatile(page.extend({ at: z.object({ x: coordinate, y: coordinate }).nullable() })),
};
