import { z } from 'zod';
import { isId, LessonError, lessonId } from '../../protocol/lesson.ts';
import { jobSchema, jobView, resultSchema, stepSchema, workSchema } from './job-schemas.ts';
import { nothing, type Route, type RouteContext, route } from './route.ts';

const oneJob = z.object({ job: jobSchema });
const recorderSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** What recorders do with archives: asked for and watched by the operator, taken and done by recorders. */
export function jobRoutes({ jobs }: RouteContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/archives/:lessonId/jobs',
      summary:
        "Asks for something to be done with a lesson's archive. The same that is still to be done is not asked for twice.",
      access: 'operator',
      input: workSchema,
      answer: oneJob,
      handle: async ({ request, input }) => ({ job: jobView(await jobs.request(lessonOf(request.params), input)) }),
    }),
    route({
      method: 'get',
      path: '/api/archives/:lessonId/jobs',
      summary: "The jobs of a lesson's archive, the newest first.",
      access: 'operator',
      answer: z.object({ jobs: z.array(jobSchema) }),
      handle: async ({ request }) => ({ jobs: jobs.of(lessonOf(request.params)).map(jobView) }),
    }),
    route({
      method: 'get',
      path: '/api/archives/:lessonId/jobs/:jobId',
      summary: 'One job, with how far it is.',
      access: 'operator',
      answer: oneJob,
      handle: async ({ request }) => ({ job: jobView(jobs.get(lessonOf(request.params), jobOf(request.params))) }),
    }),
    route({
      method: 'delete',
      path: '/api/archives/:lessonId/jobs/:jobId',
      summary: 'Cancels a job. What is over stays what it is.',
      access: 'operator',
      answer: oneJob,
      handle: async ({ request }) => ({
        job: jobView(await jobs.cancel(lessonOf(request.params), jobOf(request.params))),
      }),
    }),
    route({
      method: 'post',
      path: '/api/recorder/jobs/:jobId/claim',
      summary: 'A recorder that has the archive takes a job, or takes it again after a restart.',
      access: 'recorder',
      input: z.object({ recorderId: recorderSchema }),
      answer: oneJob,
      handle: async ({ request, input }) => ({
        job: jobView(await jobs.claim(jobOf(request.params), input.recorderId)),
      }),
    }),
    route({
      method: 'post',
      path: '/api/recorder/jobs/:jobId/progress',
      summary: 'How far a job is; 409 when it is to stop.',
      access: 'recorder',
      input: stepSchema.extend({ recorderId: recorderSchema }),
      answer: nothing,
      handle: async ({ request, input: { recorderId, ...at } }) => {
        await jobs.goOn(jobOf(request.params), recorderId, at);
        return {};
      },
    }),
    route({
      method: 'post',
      path: '/api/recorder/jobs/:jobId/end',
      summary: 'What came of a job.',
      access: 'recorder',
      input: z.object({
        recorderId: recorderSchema,
        outcome: z.union([
          z.object({ result: resultSchema }),
          z.object({ reason: z.string().regex(/^[a-zA-Z]{1,40}$/) }),
        ]),
      }),
      answer: nothing,
      bodyLengthBytes: 1024 * 1024,
      handle: async ({ request, input }) => {
        await jobs.end(jobOf(request.params), input.recorderId, input.outcome);
        return {};
      },
    }),
  ];
}

type Parameters = Record<string, string | string[] | undefined>;

/** An archive outlives what the log knows of its lesson, so any id may be asked about. */
function lessonOf({ lessonId: id }: Parameters) {
  if (typeof id !== 'string' || !isId(id)) throw new LessonError('notFound', 'no such lesson');
  return lessonId(id);
}

function jobOf({ jobId }: Parameters): string {
  if (typeof jobId !== 'string' || !isId(jobId)) throw new LessonError('notFound', 'no such job');
  return jobId;
}
