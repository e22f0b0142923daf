import type { Request } from 'express';
import { z } from 'zod';
import { type ClassroomId, classroomId, isId, isStaff, LessonError } from '../../protocol/lesson.ts';
import { authenticateSeat, roleOf } from '../auth/seat.ts';
import { classroomOfSeat } from '../directory/roster-of-seat.ts';
import { bearerOf } from './bearer.ts';
import { parseLessonId } from './find-lessons.ts';
import { pupilSchema } from './roster-schemas.ts';
import { type Route, type RouteContext, route } from './route.ts';

/** The rosters of a lesson, by the key of a seat: a classroom's own, staff any of the lesson's, nobody else's. */
export function seatRosterRoutes({ lessons, directory }: RouteContext): Route[] {
  /** Who asks, and which classrooms' rosters they may read. */
  async function readerOf(request: Request): Promise<ClassroomId[]> {
    const { host, grant } = await authenticateSeat(
      lessons,
      parseLessonId(request.header('x-lesson')),
      bearerOf(request),
    );
    const role = roleOf(grant.link);
    const invited = Object.keys(host.state.classrooms).map(classroomId);
    if (isStaff(role)) return invited;
    const own = role === 'classroom' ? classroomOfSeat(grant.participantId) : null;
    return invited.filter((id) => id === own);
  }

  return [
    route({
      method: 'get',
      path: '/api/seats/rosters',
      summary: 'How many pupils are on the rosters that this seat may read. Classrooms without a roster are left out.',
      access: 'seat',
      answer: z.object({ rosters: z.array(z.object({ classroomId: z.string(), pupils: z.number().int() })) }),
      handle: async ({ request }) => {
        const sizes = await directory.sizes(await readerOf(request));
        return { rosters: [...sizes].map(([id, pupils]) => ({ classroomId: id, pupils })) };
      },
    }),
    route({
      method: 'get',
      path: '/api/seats/rosters/:classroomId',
      summary: "A classroom's pupils: for the classroom itself, and for the staff of a lesson to which it is invited.",
      access: 'seat',
      answer: z.object({ pupils: z.array(pupilSchema) }),
      handle: async ({ request }) => {
        const readable = await readerOf(request);
        const id = request.params.classroomId;
        // Another classroom is as unknown here as one that never was.
        if (typeof id !== 'string' || !isId(id) || !readable.includes(classroomId(id))) {
          throw new LessonError('notFound', 'no such roster');
        }
        return { pupils: await directory.roster(classroomId(id)) };
      },
    }),
  ];
}
