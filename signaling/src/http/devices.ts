import { z } from 'zod';
import { type ClassroomId, classroomSeat, deviceId, isId, LessonError } from '../../protocol/lesson.ts';
import type { Device } from '../catalogue/state.ts';
import { findLessons, parseLessonId } from './find-lessons.ts';
import { grantSeat } from './grant-seat.ts';
import { lessonView } from './lesson-view.ts';
import { classroomOf, deviceSchema, deviceView, ownClassroomSchema } from './paired-devices.ts';
import { nothing, type Route, type RouteContext, route } from './route.ts';
import { idSchema, lessonSchema, seatGrantSchema } from './schemas.ts';

/** What counts as today, before and after now: a server's own midnight may be another than the classroom's. */
const todayMs = 18 * 3_600_000;
const linkOf = (classroomId: ClassroomId) => `classroom:${classroomId}` as const;

/** A classroom's own PC, once it is paired: it finds its lessons alone. */
export function deviceRoutes(context: RouteContext): Route[] {
  const { catalogue, lessons, now } = context;

  /** Ends what a revoked PC still holds: its seats in lessons that are not over, and the links that led there. */
  async function closeSeats({ deviceId: id, classroomId }: Device): Promise<void> {
    for (const host of await findLessons(context)) {
      const held = host.state.grants[classroomSeat(classroomId)]?.deviceId === id;
      if (!held || host.state.phase.name === 'ended') continue;
      await host.execute({ kind: 'server' }, { name: 'link:revoke', input: { link: linkOf(classroomId) } });
    }
  }

  return [
    route({
      method: 'get',
      path: '/api/devices',
      summary: 'All paired PCs.',
      access: 'organizer',
      answer: z.object({ devices: z.array(deviceSchema) }),
      handle: async () => ({
        devices: [...catalogue.state.devices.values()].map((device) => deviceView(catalogue, device)),
      }),
    }),
    route({
      method: 'delete',
      path: '/api/devices/:deviceId',
      summary: "Revokes a PC's credential and closes the seats it holds. A teacher may do so to PCs that they paired.",
      access: 'organizer',
      answer: nothing,
      handle: async ({ request, caller }) => {
        const id = request.params.deviceId;
        const device = typeof id === 'string' && isId(id) ? catalogue.state.devices.get(deviceId(id)) : undefined;
        if (!device) throw new LessonError('notFound', 'no such device');
        if (caller.kind === 'teacher' && device.pairedBy !== caller.teacherId) {
          throw new LessonError('forbidden', 'paired by somebody else');
        }
        await catalogue.revokeDevice(device.deviceId);
        await closeSeats(device);
        return {};
      },
    }),
    route({
      method: 'get',
      path: '/api/device/lessons',
      summary: "The lessons of this PC's classroom today, open ones first.",
      access: 'device',
      answer: z.object({ classroom: ownClassroomSchema, lessons: z.array(lessonSchema) }),
      handle: async ({ caller }) => {
        const invited = (await findLessons(context)).flatMap((host) => {
          const { facts, phase, classrooms } = host.state;
          if (!facts || !Object.hasOwn(classrooms, caller.classroomId)) return [];
          const { startsAt } = facts;
          const today = phase.name === 'open' || Math.abs(startsAt - now()) < todayMs;
          return today ? [{ host, startsAt, phase }] : [];
        });
        const order = { open: 0, planned: 1, ended: 2 };
        invited.sort((a, b) => order[a.phase.name] - order[b.phase.name] || a.startsAt - b.startsAt);
        const seat = classroomSeat(caller.classroomId);
        return {
          classroom: classroomOf(catalogue, caller),
          lessons: invited.map(({ host }) => lessonView(host, seat)),
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/device/seats',
      summary: "This PC's seat in a lesson to which its classroom is invited.",
      access: 'device',
      input: z.object({ lessonId: idSchema }),
      answer: seatGrantSchema,
      handle: async ({ input, caller }) => {
        const host = await lessons.get(parseLessonId(input.lessonId));
        const invited = Object.hasOwn(host.state.classrooms, caller.classroomId);
        if (!invited) throw new LessonError('notFound', 'no such lesson');
        const link = linkOf(caller.classroomId);
        return await grantSeat(host, { link, generation: 'current', deviceId: caller.deviceId });
      },
    }),
  ];
}
