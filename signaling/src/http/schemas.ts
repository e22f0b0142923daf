import { z } from 'zod';
import { isId, limits } from '../../protocol/lesson.ts';

/** An id of anything, as it comes over the wire. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .refine(isId);

/** One line without what is unseen or turns the direction of the text around it, such as U+202E. */
const oneLine =
  /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{61C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}\u{2066}-\u{2069}\u{FEFF}]*$/u;

/** A name as people give it: composed (NFC), trimmed, with something to see in it. */
export const nameSchema = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(limits.nameLength)
  .regex(oneLine)
  .regex(/[\p{L}\p{N}\p{P}\p{S}]/u);

/** A sentence that somebody may add. */
export const remarkSchema = z.string().normalize('NFC').trim().max(200).regex(oneLine);

/** A moment: ISO 8601 with its offset from UTC. */
export const instantSchema = z.iso.datetime({ offset: true });

/** A classroom with the name of its school. */
export const placedClassroomSchema = z.object({
  classroomId: z.string(),
  schoolId: z.string(),
  name: z.string(),
  schoolName: z.string(),
});

/** A lesson as the API shows it. Whoever comes by a classroom's link or PC finds only the own classroom in it. */
export const lessonSchema = z.object({
  lessonId: z.string(),
  title: z.string(),
  subject: z.string(),
  /** Empty when the operator named nobody. */
  teacherName: z.string(),
  coTeacherName: z.string().nullable(),
  rehearsal: z.boolean().describe('A trial'),
  startsAt: instantSchema,
  phase: z.enum(['planned', 'open', 'ended']),
  openedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  recording: z.enum(['standard', 'everything', 'none']),
  classrooms: z.array(placedClassroomSchema),
  archivePath: z.string().nullable().describe('Web path of the archive folder, with its secret'),
  sealed: z.boolean().describe('Whether the archive is finished'),
  present: z.number().int().describe('Classrooms that are connected now'),
});
export type LessonView = z.infer<typeof lessonSchema>;

/** The right to a seat, to be kept by the device. */
export const seatGrantSchema = z.object({
  lessonId: z.string(),
  participantId: z.string(),
  role: z.enum(['teacher', 'assistant', 'classroom', 'inspector', 'recorder', 'audience']),
  seatKey: z.string().describe('Secret; opens this seat as often as needed'),
  title: z.string(),
});
