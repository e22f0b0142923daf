import { z } from 'zod';
import { command } from '../command-declaration.ts';
import { isMaterialId, type MaterialId } from '../ids.ts';
import { limits } from '../limits.ts';
import { tidyLine } from '../plain-text.ts';

const film = z.object({
  materialId: z.custom<MaterialId>((value) => typeof value === 'string' && isMaterialId(value)),
});
const positionMs = z.number().min(0).max(limits.filmDurationMs);
const durationMs = z.number().min(1).max(limits.filmDurationMs);

/** Films and music played to all rooms in step on the lesson clock. */
export const filmCommands = {
  /** Adds a file that was brought in: rooms fetch it ahead. Idempotent. `unsupportedMedia` for a file that is no film. */
  'film:add': command<null>()(
    film.extend({
      title: tidyLine(limits.filmTitleLength),
      kind: z.enum(['video', 'audio']),
      durationMs,
      lengthBytes: z.number().int().min(1).max(limits.filmLengthBytes),
    }),
  ),
  /** Takes a film out of the lesson, and off all screens. Idempotent. */
  'film:remove': command<null>()(film),
  /** Corrects how long a film is: what a file says of itself may be wrong. Idempotent. */
  'film:measure': command<null>()(film.extend({ durationMs })),
  /** Puts a film on all screens, standing at its beginning. Idempotent. */
  'film:show': command<null>()(film),
  /** Starts the shown film everywhere, a moment ahead of now. Idempotent. */
  'film:play': command<null>()(z.object({})),
  /** Stops it where it is. Idempotent. */
  'film:pause': command<null>()(z.object({})),
  /** Goes to a position, playing on or standing still; one beyond the end is the end. */
  'film:seek': command<null>()(z.object({ positionMs })),
  /** Takes the film off all screens. Idempotent. */
  'film:hide': command<null>()(z.object({})),
  /** How loud it is in all rooms. Idempotent. */
  'film:volume': command<null>()(z.object({ volume: z.number().min(0).max(1) })),
  /** A room says what it has of a file. Idempotent. */
  'film:report': command<null>()(film.extend({ fetch: z.enum(['ready', 'streamed', 'failed']) })),
};
