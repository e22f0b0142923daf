import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import { isId, LessonError } from '../../protocol/lesson.ts';
import { authenticateSeat } from '../auth/seat.ts';
import type { Lessons } from '../lesson-host.ts';
import { partOf } from '../materials/incoming-file.ts';
import { bearerOf } from './bearer.ts';
import { parseLessonId } from './find-lessons.ts';
import { type Route, type RouteContext, route } from './route.ts';

/** The lesson and seat that bring a file. Throws LessonError `lessonEnded` when it is over. */
export async function bringerOf(lessons: Lessons, request: Request): Promise<string> {
  const lessonId = parseLessonId(request.header('x-lesson'));
  const { host, grant } = await authenticateSeat(lessons, lessonId, bearerOf(request));
  if (host.state.phase.name === 'ended') throw new LessonError('lessonEnded', 'the lesson has ended');
  return `${lessonId}\n${grant.participantId}`;
}

/** A name for the upload of a seat: the header `X-Upload` tells its uploads apart. */
export function uploadOf(request: Request, bringer: string): string {
  const upload = request.header('x-upload') ?? '';
  if (!isId(upload)) throw new LessonError('badRequest', 'X-Upload must name the upload');
  return createHash('sha256').update(`${bringer}\n${upload}`).digest('hex');
}

/** Bringing files into a lesson. */
export function materialRoutes({ lessons, materials }: RouteContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/materials',
      summary:
        'Takes a part of a file: the body is its bytes, Content-Range says which, X-Upload names the upload. Answers how far it has come, and the id once all has.',
      access: 'leader',
      answer: z.object({ receivedBytes: z.number(), materialId: z.string().nullable() }),
      handle: async ({ request }) => {
        const upload = uploadOf(request, await bringerOf(lessons, request));
        return await materials.receive(upload, partOf(request.header('content-range')), request);
      },
    }),
  ];
}
