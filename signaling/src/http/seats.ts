import { z } from 'zod';
import {
  type DeviceId,
  deviceId,
  type LessonId,
  type LinkName,
  lessonId,
  type SeatGrantAnswer,
} from '../../protocol/lesson.ts';
import { authenticateSeat, makeSeatKey, roleOf, seatOf } from '../auth/seat.ts';
import { unwrap } from '../lesson-host.ts';
import { bearerOf } from './bearer.ts';
import { lessonView, parseLessonId } from './lesson-view.ts';
import { type HttpContext, idSchema, type Route, route } from './route.ts';

/** Gives a device the seat that a link leads to. Throws LessonError; `seatTaken` may be asked again. */
export async function grantSeat(
  { lessons }: HttpContext,
  claims: { lessonId: LessonId; link: LinkName; generation: number | 'current' },
  device: DeviceId,
): Promise<SeatGrantAnswer> {
  const host = await lessons.get(claims.lessonId);
  const { link } = claims;
  const role = roleOf(link);
  const participantId = seatOf(link, claims.lessonId, device);
  const generation = claims.generation === 'current' ? (host.state.linkGenerations[link] ?? 0) : claims.generation;
  const { seatKey, keyHash } = makeSeatKey(participantId);
  const input = { participantId, role, link, generation, deviceId: device, keyHash };
  unwrap(await host.execute({ kind: 'server' }, { name: 'seat:claim', input }));
  return { lessonId: claims.lessonId, participantId, role, seatKey, title: host.state.facts?.title ?? '' };
}

/** Exchanging links for seats. */
export function seatRoutes(context: HttpContext): Route[] {
  const { tokens, lessons } = context;
  return [
    route({
      method: 'post',
      path: '/api/seats',
      summary: "Exchanges a link's token for a seat key. 409 `seatTaken`: repeat every 2 s with the same deviceId.",
      access: 'public',
      input: z.object({ token: z.string().min(1).max(4096), deviceId: idSchema }),
      handle: async ({ input }) => grantSeat(context, await tokens.checkLink(input.token), deviceId(input.deviceId)),
    }),
    route({
      method: 'get',
      path: '/api/seats/archive',
      summary: 'The lesson of a seat, to watch it again. Bearer: the seat key; header X-Lesson: the lesson.',
      access: 'public',
      handle: async ({ request }) => {
        const id = parseLessonId(request.header('x-lesson'));
        const { host } = await authenticateSeat(lessons, id, bearerOf(request));
        const { classrooms: _others, ...lesson } = lessonView(host);
        return { lesson };
      },
    }),
    route({
      method: 'post',
      path: '/api/recorder/seats',
      summary: "A recorder process's seat in a lesson. Bearer: a service token.",
      access: 'recorder',
      input: z.object({ lessonId: idSchema }),
      handle: async ({ input }) =>
        grantSeat(
          context,
          { lessonId: lessonId(input.lessonId), link: 'recorder', generation: 'current' },
          deviceId('recorder'),
        ),
    }),
  ];
}
