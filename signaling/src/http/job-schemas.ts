import { z } from 'zod';
import { type ArchiveJob, erasedParts } from '../../protocol/lesson.ts';
import { instantSchema, nameSchema, remarkSchema } from './schemas.ts';

const timeMs = z.number().int().nonnegative().max(86_400_000);
const why = remarkSchema.min(1);
const language = z.enum(['zh', 'en']).default('zh');

/** What an operator may ask for. */
export const workSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('film'),
    layout: z.enum(['programme', 'stage', 'slides', 'teacher', 'slidesAndVoice']).default('programme'),
    language,
    fromMs: timeMs.optional(),
    toMs: timeMs.optional(),
  }),
  z.object({ kind: z.literal('tracks') }),
  z.object({ kind: z.literal('export'), language, withArchive: z.boolean().default(false) }),
  z
    .object({ kind: z.literal('cut'), fromMs: timeMs, toMs: timeMs, title: nameSchema })
    .refine(({ fromMs, toMs }) => fromMs < toMs),
  z.object({ kind: z.literal('verify') }),
  z.object({ kind: z.literal('xapi') }),
  z.object({ kind: z.literal('repair') }),
  z.object({ kind: z.literal('heal') }),
  z.object({ kind: z.literal('delete'), what: z.enum(erasedParts).default('all'), why }),
  z.object({ kind: z.literal('hold'), why }),
  z.object({ kind: z.literal('release'), why }),
  z.object({ kind: z.literal('retain'), days: z.number().int().positive().max(36_500).nullable(), why }),
]);

export const resultSchema = z.object({
  files: z
    .array(z.object({ path: z.string().max(400), lengthBytes: z.number().int().nonnegative().nullable() }))
    .max(2_000),
  faults: z.number().int().nonnegative().nullable(),
});
export const stepSchema = z.object({
  step: z.string().regex(/^[a-zA-Z]{1,20}$/),
  percent: z.number().int().min(0).max(100),
});

/** A job as the API shows it. */
export const jobSchema = z.object({
  jobId: z.string(),
  lessonId: z.string(),
  work: workSchema,
  requestedAt: instantSchema,
  attempts: z.number().int().describe('How often a recorder has begun it'),
  phase: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  step: z.string().nullable(),
  percent: z.number().nullable(),
  endedAt: instantSchema.nullable(),
  reason: z.string().nullable().describe('Why it failed: the word of a refusal, `failed` or `gaveUp`'),
  result: resultSchema.nullable(),
});

/** What a job is to the API. */
export function jobView({
  jobId,
  lessonId,
  work,
  requestedAt,
  attempts,
  phase,
}: ArchiveJob): z.infer<typeof jobSchema> {
  return {
    ...{ jobId, lessonId, attempts },
    work: workSchema.parse(work),
    requestedAt: new Date(requestedAt).toISOString(),
    phase: phase.name,
    step: phase.name === 'running' ? phase.step : null,
    percent: phase.name === 'running' ? phase.percent : null,
    endedAt: 'endedAt' in phase ? new Date(phase.endedAt).toISOString() : null,
    reason: phase.name === 'failed' ? phase.reason : null,
    result: phase.name === 'done' ? phase.result : null,
  };
}
