import { z } from 'zod';
import { command, participant } from '../command-declaration.ts';
import type { ParticipantId } from '../ids.ts';
import { limits } from '../limits.ts';

const seconds = z.number().int().min(limits.stageTimeLeastSeconds).max(limits.stageTimeMostSeconds);

/** Who is on stage, and for how long. `stageFull` when no seat is free. */
export const stageCommands = {
  /** Calls a classroom on stage; with `seconds`, it is handed back by itself after so long. Idempotent. */
  'stage:call': command<null>()(participant.extend({ seconds: seconds.optional() })),
  /**
   * Calls whoever is next. `queue`: of the raised hands, in an order that is fair to schools. `random`: by lot, and `round`:
   * in turn, of the rooms that are here; nobody twice before all had a turn. `swap`: first hands back who has been on
   * stage longest. `nobodyWaits` when nobody does.
   */
  'stage:callNext': command<{ participantId: ParticipantId }>()(
    z.object({
      from: z.enum(['queue', 'random', 'round']),
      seconds: seconds.optional(),
      swap: z.boolean().optional(),
    }),
  ),
  /** Gives a room on stage so much more time from now, or from its end if that is later; null: without an end. */
  'stage:extend': command<{ endsAt: number | null }>()(participant.extend({ seconds: seconds.nullable() })),
  /** Hands back: a classroom itself, or staff for it. Idempotent. */
  'stage:leave': command<null>()(participant.partial()),
};
