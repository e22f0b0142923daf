import { z } from 'zod';
import { deviceId } from '../../protocol/lesson.ts';
import { authenticateSeat, mainRecorder } from '../auth/seat.ts';
import { bearerOf } from './bearer.ts';
import { parseLessonId } from './find-lessons.ts';
import { grantSeat } from './grant-seat.ts';
import { lessonView } from './lesson-view.ts';
import { type Route, type RouteContext, route } from './route.ts';
import { idSchema, lessonSchema, seatGrantSchema } from './schemas.ts';

/** Recorders by their names; one that has none is the only one. */
const recorderDevice = (name: string | undefined) =>
  deviceId(name === undefined ? mainRecorder : `${mainRecorder}-${name}`);

/** Exchanging links for seats. */
export function seatRoutes({ tokens, lessons }: RouteContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/seats',
      summary: "Exchanges a link's token for a seat key. 409 `seatTaken`: repeat every 2 s with the same deviceId.",
      access: 'public',
      input: z.object({ token: z.string().min(1).max(4096), deviceId: idSchema }),
      answer: seatGrantSchema,
      handle: async ({ input }) => {
        const { lessonId, link, generation } = await tokens.checkLink(input.token);
        const host = await lessons.get(lessonId);
        return await grantSeat(host, { link, generation, deviceId: deviceId(input.deviceId) });
      },
    }),
    route({
      method: 'get',
      path: '/api/seats/archive',
      summary: 'The lesson of a seat, to watch it again.',
      access: 'seat',
      answer: z.object({ lesson: lessonSchema }),
      handle: async ({ request }) => {
        const id = parseLessonId(request.header('x-lesson'));
        const { host, grant } = await authenticateSeat(lessons, id, bearerOf(request));
        return { lesson: lessonView(host, grant.participantId) };
      },
    }),
    route({
      method: 'post',
      path: '/api/recorder/seats',
      summary: "A recorder process's seat in a lesson: one for each name. A former key of the same seat is void.",
      access: 'recorder',
      input: z.object({
        lessonId: idSchema,
        name: z
          .string()
          .regex(/^[a-z0-9-]{1,32}$/)
          .optional(),
      }),
      answer: seatGrantSchema,
      handle: async ({ input }) => {
        const host = await lessons.get(parseLessonId(input.lessonId));
        return await grantSeat(host, { link: 'recorder', generation: 'current', deviceId: recorderDevice(input.name) });
      },
    }),
  ];
}
