import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import type { PupilId, QuestionId } from '../ids.ts';
import { limits } from '../limits.ts';
import { line, lines } from '../plain-text.ts';

const question = z.object({ questionId: id<QuestionId>() });

/** One answer. Whether it is one to the question, the lesson decides. */
export const answerSchema = z.union([
  z.strictObject({
    choices: z
      .array(
        z
          .number()
          .int()
          .min(0)
          .max(limits.questionOptions - 1),
      )
      .min(1)
      .max(limits.questionOptions),
  }),
  z.strictObject({ number: z.number().min(-limits.questionNumber).max(limits.questionNumber) }),
  z.strictObject({ text: line(limits.answerLength).min(1) }),
]);

const hands = z.object({
  by: z.literal('hands'),
  hands: z
    .array(z.object({ answer: answerSchema, count: z.number().int().min(0).max(limits.pupilsPerClassroom) }))
    .max(limits.handCounts),
});
const cards = z.object({
  by: z.literal('cards'),
  pupils: z
    .array(z.object({ pupilId: id<PupilId>(), answer: answerSchema.nullable() }))
    .min(1)
    .max(limits.pupilsPerClassroom),
});

/** Questions to the class and their answers, per classroom and, where known, per pupil. */
export const questionCommands = {
  /** Asks all classrooms. What is open is closed first. The asker makes the id: asking it again is the same question. */
  'question:ask': command<null>()(
    question.extend({
      kind: z.enum(['single', 'multiple', 'trueFalse', 'number', 'open', 'buzzer']),
      text: lines(limits.questionLength),
      options: z.array(line(limits.optionLength)).max(limits.questionOptions),
      correct: answerSchema.nullable(),
    }),
  ),
  /** Takes no more answers. Idempotent. */
  'question:close': command<null>()(question),
  /** Shows the results to all, as they are now; of an open question only the texts in `said`. */
  'question:show': command<null>()(
    question.extend({ said: z.array(line(limits.answerLength).min(1)).max(limits.saidShown).optional() }),
  ),
  /** Shows all what is right, and closes the question. Without `correct`, what was given when it was asked. */
  'question:reveal': command<null>()(question.extend({ correct: answerSchema.optional() })),
  /** Puts the question away from all screens. Idempotent. */
  'question:clear': command<null>()(question),
  /**
   * A classroom's own answers: all counted hands anew, or what was read from pupils' cards. May be corrected until the
   * question is closed (`questionClosed`). `tooManyHands` for more than there are pupils. Answers how many pupils are in.
   */
  'question:answer': command<{ people: number }>()(
    question.extend({ answers: z.discriminatedUnion('by', [hands, cards]) }),
  ),
  /** Presses the buzzer for the own classroom. The server alone says when that was. Idempotent until it is decided. */
  'buzzer:press': command<null>()(question),
};
