import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import type { ClassroomId, GroupId } from '../ids.ts';
import { limits } from '../limits.ts';

const group = z.object({ groupId: id<GroupId>() });
const classroom = z.object({ classroomId: id<ClassroomId>() });

/** The class in groups that hear only each other. `conflict` when it is split already, or not. */
export const groupCommands = {
  /**
   * Splits the class; the stage is emptied. A classroom that is in no group stays with the teacher. With `seconds`, all are
   * called back by themselves after so long. `badRequest` when a classroom is named twice.
   */
  'group:split': command<null>()(
    z.object({
      groups: z.array(z.array(id<ClassroomId>()).min(1).max(limits.groupSeats)).min(1).max(limits.groups),
      seconds: z.number().int().min(limits.groupTimeLeastSeconds).max(limits.groupTimeMostSeconds).optional(),
    }),
  ),
  /** Goes to a group, and leaves the one before; null: leaves. Idempotent. */
  'group:visit': command<null>()(group.extend({ groupId: group.shape.groupId.nullable() })),
  /** Speaks to all groups at once, or no longer. Idempotent. */
  'group:address': command<null>()(z.object({ addressed: z.boolean() })),
  /** Puts a classroom into another group, or (null) back to the teacher. `tooMany` when the group is full. Idempotent. */
  'group:move': command<null>()(classroom.extend({ groupId: group.shape.groupId.nullable() })),
  /** Makes the class one again. Idempotent. */
  'group:callBack': command<null>()(z.object({})),
};
