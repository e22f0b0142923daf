import { z } from 'zod';

const count = z.number().int();
const ms = z.number().describe('Milliseconds');
const instant = z.number().describe('Milliseconds since the epoch');

const counts = {
  present: count.nullable().describe('Heads in the room, as its aide said'),
  expected: count.nullable().describe('Pupils on its roster'),
  connectedMs: ms,
  outages: count.describe('Breaks of its line of 3 s and more, after which it came back'),
  outageMs: ms,
  stageTimes: count,
  stageMs: ms,
  handsRaised: count,
  questionsAnswered: count,
  answers: count.describe('Pupils that answered, taken over all questions'),
  answersRight: count,
  answersJudged: count.describe('Answers to questions whose right answer is known and can be counted'),
  buzzersWon: count,
  inquiries: count.describe('Its own questions to the teacher'),
  inquiriesAnswered: count,
  messages: count,
  stars: count,
  helpCalls: count,
};

/** A lesson in numbers. With a seat of a classroom it holds that classroom alone. */
export const summarySchema = z.object({
  lessonId: z.string(),
  title: z.string(),
  subject: z.string(),
  teacherName: z.string(),
  coTeacherName: z.string().nullable(),
  rehearsal: z.boolean(),
  phase: z.enum(['planned', 'open', 'ended']),
  startsAt: instant,
  openedAt: instant.nullable(),
  endedAt: instant.nullable(),
  durationMs: ms,
  classrooms: z.array(
    z.object({
      classroomId: z.string(),
      schoolId: z.string(),
      name: z.string(),
      schoolName: z.string(),
      firstInAt: instant.nullable(),
      leftAt: instant.nullable(),
      ...counts,
    }),
  ),
  schools: z.array(
    z.object({ schoolId: z.string(), schoolName: z.string(), classrooms: count, classroomsThere: count, ...counts }),
  ),
  questions: z.array(
    z.object({
      questionId: z.string(),
      kind: z.enum(['single', 'multiple', 'trueFalse', 'number', 'open', 'buzzer']),
      text: z.string(),
      askedAt: instant,
      classrooms: count,
      answers: count,
      chosen: z.array(count).describe('How many chose each option'),
      answersRight: count.nullable(),
    }),
  ),
});
