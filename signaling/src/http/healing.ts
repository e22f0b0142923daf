import type { Request } from 'express';
import { z } from 'zod';
import { healingLimits, isId, LessonError, mayDo } from '../../protocol/lesson.ts';
import { authenticateSeat, roleOf } from '../auth/seat.ts';
import { bearerOf } from './bearer.ts';
import { parseLessonId } from './find-lessons.ts';
import { nothing, type Route, type RouteContext, route } from './route.ts';

const id = z.string().refine(isId);
const partSchema = z.object({
  partId: id,
  trackId: id,
  layer: z.number().int().min(0).max(3),
  frames: z
    .array(
      z.object({
        number: z.number().int().nonnegative(),
        rtpTimestamp: z
          .number()
          .int()
          .min(0)
          .max(2 ** 32 - 1),
        data: z.base64().min(1).max(healingLimits.frameLength),
      }),
    )
    .min(1)
    .max(healingLimits.framesPerPart),
});

/** What a lesson's archive lacks is brought afterwards by those who sent it. */
export function healingRoutes({ lessons, healing, jobs, rates }: RouteContext): Route[] {
  const seatOf = async (request: Request) => {
    const lessonId = parseLessonId(request.header('x-lesson'));
    const { host, grant } = await authenticateSeat(lessons, lessonId, bearerOf(request));
    return { lessonId, host, grant };
  };
  /** A seat that sends, after its lesson. */
  const bringerOf = async (request: Request) => {
    const { lessonId, host, grant } = await seatOf(request);
    if (!mayDo(roleOf(grant.link), 'track:publish')) throw new LessonError('notFound', 'nothing for this role');
    if (host.state.phase.name !== 'ended') throw new LessonError('conflict', 'the lesson has not ended');
    await rates.healingParts.take(`${lessonId}\n${grant.participantId}`);
    return { lessonId, participantId: grant.participantId };
  };
  return [
    route({
      method: 'get',
      path: '/api/healing',
      summary:
        "Where the archive of a seat's lesson is, and which parts of what it lacks the seat has brought already.",
      access: 'seat',
      answer: z.object({ archivePath: z.string().nullable(), sealed: z.boolean(), parts: z.array(z.string()) }),
      handle: async ({ request }) => {
        const { lessonId, host, grant } = await seatOf(request);
        const { archivePath, sealedAt } = host.state.recording;
        const parts = await healing.of(lessonId, grant.participantId);
        return { archivePath, sealed: sealedAt !== null, parts };
      },
    }),
    route({
      method: 'post',
      path: '/api/healing/parts',
      summary:
        'Takes frames that a seat sent in its lesson and that the archive lacks. The same part again changes nothing.',
      access: 'seat',
      input: partSchema,
      answer: nothing,
      bodyLengthBytes: healingLimits.partBytes,
      handle: async ({ request, input: { partId, ...part } }) => {
        const { lessonId, participantId } = await bringerOf(request);
        await healing.keep(lessonId, partId, { participantId, ...part });
        return {};
      },
    }),
    route({
      method: 'post',
      path: '/api/healing/complete',
      summary: 'A seat has brought all that it has: a recorder heals the archive.',
      access: 'seat',
      answer: nothing,
      handle: async ({ request }) => {
        const { lessonId, participantId } = await bringerOf(request);
        const brought = await healing.of(lessonId, participantId);
        if (brought.length > 0) await jobs.request(lessonId, { kind: 'heal' });
        return {};
      },
    }),
  ];
}
