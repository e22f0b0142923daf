import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isId, LessonError, schoolId } from '../../protocol/lesson.ts';
import { type HttpContext, nameSchema, type Route, route } from './route.ts';

const named = z.object({ name: nameSchema });

/** Schools and their classrooms, and teachers' own access. */
export function schoolRoutes({ catalogue, tokens, now }: HttpContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/me',
      summary: 'Who the bearer of the token is.',
      access: 'organizer',
      handle: async ({ caller }) => ({ kind: caller.kind, name: caller.name }),
    }),
    route({
      method: 'post',
      path: '/api/access',
      summary: "Makes a teacher's own lessons link.",
      access: 'operator',
      input: z.object({ teacherName: nameSchema }),
      handle: async ({ input }) => {
        const claims = { accessId: `u-${randomUUID()}`, teacherName: input.teacherName };
        return { path: `/lessons#t=${await tokens.signAccess(claims, now())}` };
      },
    }),
    route({
      method: 'get',
      path: '/api/schools',
      summary: 'All schools with their classrooms.',
      access: 'organizer',
      handle: async () => {
        const { schools, classrooms } = catalogue.state;
        const bySchool = Map.groupBy(classrooms.values(), (classroom) => classroom.schoolId);
        return {
          schools: [...schools.values()].map((school) => ({
            ...school,
            classrooms: bySchool.get(school.schoolId) ?? [],
          })),
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/schools',
      summary: 'Adds a school.',
      access: 'operator',
      input: named,
      handle: async ({ input }) => ({ school: await catalogue.addSchool(input.name) }),
    }),
    route({
      method: 'post',
      path: '/api/schools/:schoolId/classrooms',
      summary: 'Adds a classroom to a school.',
      access: 'operator',
      input: named,
      handle: async ({ request, input }) => {
        const id = request.params.schoolId;
        if (typeof id !== 'string' || !isId(id)) throw new LessonError('notFound', 'no such school');
        return { classroom: await catalogue.addClassroom(schoolId(id), input.name) };
      },
    }),
  ];
}
