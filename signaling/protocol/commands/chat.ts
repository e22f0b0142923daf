import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import type { MessageId, ParticipantId } from '../ids.ts';
import { limits } from '../limits.ts';
import { messageTextSchema } from './message-text.ts';

const message = z.object({ messageId: id<MessageId>() });

/** Messages between a classroom and staff, and from staff to all. */
export const chatCommands = {
  /**
   * Writes: a classroom to `staff`, staff to one classroom (`seat`), either to `all`. What a classroom writes to all waits
   * for staff, unless they have opened it. `tooMany` when it is written too fast or too many wait.
   */
  'chat:send': command<{ messageId: MessageId; waits: boolean }>()(
    z.object({
      to: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('staff') }),
        z.object({ kind: z.literal('seat'), participantId: id<ParticipantId>() }),
        z.object({ kind: z.literal('all') }),
      ]),
      text: messageTextSchema(limits.messageLength),
    }),
  ),
  /** Lets all read what a classroom would like to say. Idempotent. */
  'chat:approve': command<null>()(message),
  /** Keeps it from them. Idempotent. */
  'chat:decline': command<null>()(message),
  /** Takes a message away, from all or (with `participantId`) from a classroom's own thread. Idempotent. */
  'chat:hide': command<null>()(message.extend({ participantId: id<ParticipantId>().nullable() })),
  /** Whether what classrooms write to all is there at once. */
  'chat:open': command<null>()(z.object({ allowed: z.boolean() })),
};
