import { z } from 'zod';
import { type RemarkInput, type ReviewScore, reviewLimits } from '../../protocol/lesson.ts';
import { line, lines } from '../../protocol/plain-text.ts';
import { idSchema, nameSchema } from './schemas.ts';

const moment = z.number().int().min(0).max(reviewLimits.longestMs);
const score = z
  .number()
  .int()
  .min(1)
  .max(5)
  .transform((value) => value as ReviewScore);

/** A remark as a reviewer sends it. A score belongs to a criterion; something must be said. */
export const remarkInputSchema = z
  .object({
    fromMs: moment.nullable().describe("On the archive's timeline; null: of the whole lesson"),
    toMs: moment.nullable().describe('End of a range; null: a single moment'),
    criterionId: idSchema.nullable(),
    score: score.nullable(),
    text: lines(reviewLimits.textLength),
    authorName: nameSchema,
  })
  .refine(({ fromMs, toMs }) => toMs === null || (fromMs !== null && toMs > fromMs))
  .refine((remark) => remark.score === null || remark.criterionId !== null)
  .refine((remark) => remark.text !== '' || remark.score !== null) satisfies z.ZodType<RemarkInput>;

const criterion = z.object({ criterionId: idSchema, title: line(reviewLimits.titleLength) });

/** A rubric as it is set: each criterion once. */
export const rubricSchema = z.object({
  criteria: z
    .array(criterion)
    .min(1)
    .max(reviewLimits.criteria)
    .refine((all) => new Set(all.map(({ criterionId }) => criterionId)).size === all.length),
});

/** A review as it is answered. */
export const reviewSchema = z.object({
  lessonId: z.string(),
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      title: z.string().describe('Empty for a criterion of the default rubric'),
      mean: z.number().nullable(),
      scores: z.number().int(),
    }),
  ),
  remarks: z.array(
    z.object({
      remarkId: z.string(),
      fromMs: z.number().nullable(),
      toMs: z.number().nullable(),
      criterionId: z.string().nullable(),
      score: z.number().int().nullable(),
      text: z.string(),
      authorName: z.string(),
      own: z.boolean().describe('Whether the caller wrote it'),
      createdAt: z.number().describe('Milliseconds since the epoch'),
      editedAt: z.number().nullable(),
    }),
  ),
  reviewers: z.number().int(),
  mayEditRubric: z.boolean(),
});
