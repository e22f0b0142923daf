import { z } from 'zod';
import { absenceReasons } from '../../protocol/lesson.ts';
import { pupilSchema } from './roster-schemas.ts';

const count = z.number().int();
const ms = z.number().describe('Milliseconds');
const instant = z.number().describe('Milliseconds since the epoch');
const moment = { sequence: count.describe('In the log of the lesson'), at: instant };
const answerValue = z.union([
  z.object({ choices: z.array(count) }),
  z.object({ number: z.number() }),
  z.object({ text: z.string() }),
]);

const totalsSchema = z.object({
  counted: count.describe('Lessons in which attendance says something of the pupil'),
  present: count,
  absent: z.object({ ill: count, leave: count, other: count }),
  asked: count.describe('Questions put to the class, without lessons in which the pupil was absent'),
  answers: count,
  judged: count.describe('Answers that can be told right or wrong'),
  right: count,
});

const placeSchema = { classroomName: z.string(), schoolName: z.string() };

/** A classroom's pupils in numbers. */
export const classroomHistorySchema = z.object({
  ...placeSchema,
  lessons: count,
  pupils: z.array(z.object({ pupil: pupilSchema, totals: totalsSchema })),
});

/** A pupil's lessons, the latest first. */
export const pupilHistorySchema = z.object({
  pupil: pupilSchema,
  ...placeSchema,
  lessons: z.array(
    z.object({
      lessonId: z.string(),
      title: z.string(),
      subject: z.string(),
      teacherName: z.string(),
      openedAt: instant,
      endedAt: instant,
      attendance: z
        .object({ ...moment, present: z.boolean(), reason: z.enum(absenceReasons).nullable() })
        .nullable()
        .describe('Null where attendance says nothing of the pupil'),
      asked: count,
      answers: z.array(
        z.object({
          ...moment,
          asked: z.object({
            question: z.object({
              questionId: z.string(),
              kind: z.enum(['single', 'multiple', 'trueFalse', 'number', 'open', 'buzzer']),
              text: z.string(),
              options: z.array(z.string()),
            }),
            key: answerValue.nullable().describe('What is right, as far as the teacher said'),
          }),
          answer: answerValue,
          by: z.enum(['cards', 'devices']),
          right: z.boolean().nullable(),
        }),
      ),
      room: z
        .object({ stageTimes: count, stageMs: ms, stars: count, inquiries: count })
        .describe('What the whole classroom did'),
      archivePath: z.string().nullable().describe('Web path of the recording'),
    }),
  ),
});
