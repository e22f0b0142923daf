import { z } from 'zod';
import { command, participant } from '../command-declaration.ts';

/** A classroom calls the assistant. */
export const helpCommands = {
  /** Calls for help. Idempotent: a call stays one, with the time at which it began. */
  'help:call': command<{ calledAt: number }>()(z.object({})),
  /** Staff say that they come. Idempotent. */
  'help:acknowledge': command<null>()(participant),
  /** Ends a call: one's own, or as staff anybody's. Idempotent. */
  'help:done': command<null>()(participant.partial()),
};
