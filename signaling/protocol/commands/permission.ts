import { z } from 'zod';
import { command, id, participant } from '../command-declaration.ts';
import type { ParticipantId } from '../ids.ts';
import { switchNames } from '../permission.ts';

/** The switches for what rooms may do, and the one-key controls: pause, forbid all interaction. Each is idempotent. */
export const permissionCommands = {
  /** Switches something on or off for all rooms (`participantId` null) or for one of them. */
  'permission:switch': command<null>()(
    z.object({ participantId: id<ParticipantId>().nullable(), what: z.enum(switchNames), on: z.boolean() }),
  ),
  /** Pauses everything, or goes on. */
  'permission:pause': command<null>()(z.object({ paused: z.boolean() })),
  /** Forbids rooms everything but to be seen, or permits it again. Raised hands are lowered. */
  'permission:forbid': command<null>()(z.object({ forbidden: z.boolean() })),
  /** Lets a participant come back who was removed or blocked; by any link that holds. */
  'participant:unblock': command<null>()(participant),
};
