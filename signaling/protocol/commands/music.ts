import { z } from 'zod';
import { command } from '../command-declaration.ts';

/** Music mode. */
export const musicCommands = {
  /** Switches music mode for the lesson. Idempotent. */
  'music:set': command<null>()(z.object({ on: z.boolean() })),
};
