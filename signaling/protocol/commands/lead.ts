import { z } from 'zod';
import { command, participant } from '../command-declaration.ts';

/** Handing the lesson from one teacher to the other. */
export const leadCommands = {
  /** Asks the other teacher to take over. Idempotent. `notHere` while nobody sits there. */
  'lead:offer': command<null>()(participant),
  /** Takes the offer back. Idempotent. */
  'lead:withdraw': command<null>()(z.object({})),
  /** Takes over: what was offered, or what a teacher whose line is down cannot do. Idempotent. */
  'lead:take': command<null>()(z.object({})),
};
