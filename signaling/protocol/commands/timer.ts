import { z } from 'zod';
import { command } from '../command-declaration.ts';
import { limits } from '../limits.ts';

const spanMs = z.number().int().min(limits.timerLeastMs).max(limits.timerMostMs);

/** The timer that all rooms see. */
export const timerCommands = {
  /** Starts a countdown, or a stopwatch without `lengthMs`. A timer that is there is replaced. */
  'timer:start': command<null>()(z.object({ lengthMs: spanMs.nullable() })),
  'timer:pause': command<null>()(z.object({})),
  'timer:resume': command<null>()(z.object({})),
  /** Gives a countdown more time, from now when it is over. */
  'timer:extend': command<null>()(z.object({ byMs: spanMs })),
  /** Takes the timer from all screens. Idempotent. */
  'timer:stop': command<null>()(z.object({})),
};
