import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import type { ParticipantId } from '../ids.ts';

const shot = z.discriminatedUnion('of', [
  z.object({ of: z.literal('teacher'), source: z.enum(['camera', 'board', 'table', 'screen', 'slides']) }),
  z.object({ of: z.literal('stage'), participantId: id<ParticipantId>() }),
]);

/** Which picture stands large in every room. */
export const programmeCommands = {
  /** Shows this picture large, and turns the director off. Idempotent. `notFound` while there is no such picture. */
  'programme:switch': command<null>()(z.object({ shot })),
  /** Lets the director decide, or no longer. Idempotent. */
  'programme:direct': command<null>()(z.object({ on: z.boolean() })),
};
