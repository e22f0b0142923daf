import { z } from 'zod';
import { absenceReasons } from '../attendance.ts';
import { command, id } from '../command-declaration.ts';
import type { PupilId } from '../ids.ts';
import { limits } from '../limits.ts';

/** Who of a classroom is present. The log holds opaque pupil ids; names live in the directory. */
export const attendanceCommands = {
  /**
   * A classroom's own attendance, whole: all of its roster but the absent ones, and the heads that were counted. May be
   * corrected until the lesson ends. Who is on the roster the server alone knows.
   */
  'attendance:take': command<{ expected: number | null; present: number }>()(
    z.object({
      absent: z
        .array(z.object({ pupilId: id<PupilId>(), reason: z.enum(absenceReasons) }))
        .max(limits.pupilsPerClassroom),
      headCount: z.number().int().min(0).max(limits.pupilsPerClassroom),
    }),
  ),
};
