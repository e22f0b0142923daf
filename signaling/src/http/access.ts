import { z } from 'zod';
import { LessonError } from '../../protocol/lesson.ts';
import { nothing, type Route, type RouteContext, route } from './route.ts';
import { instantSchema, nameSchema } from './schemas.ts';

/** Who calls, and teachers' own links to the lessons page. */
export function accessRoutes({ catalogue, tokens, now }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/me',
      summary: 'Who the bearer of the token is.',
      access: 'organizer',
      answer: z.object({ kind: z.enum(['operator', 'teacher']), name: z.string() }),
      handle: async ({ caller }) => ({ kind: caller.kind, name: caller.name }),
    }),
    route({
      method: 'get',
      path: '/api/access',
      summary: "The teachers' links that hold.",
      access: 'operator',
      answer: z.object({
        accesses: z.array(z.object({ accessId: z.string(), teacherName: z.string(), grantedAt: instantSchema })),
      }),
      handle: async () => ({
        accesses: [...catalogue.state.accesses.keys()].flatMap((id) => {
          const access = catalogue.access(id);
          if (!access) return [];
          const grantedAt = new Date(access.grantedAt).toISOString();
          return [{ accessId: id, teacherName: access.name, grantedAt }];
        }),
      }),
    }),
    route({
      method: 'post',
      path: '/api/access',
      summary: "Makes a link to a teacher's own lessons page. One name stands for one teacher.",
      access: 'operator',
      input: z.object({ teacherName: nameSchema }),
      answer: z.object({ accessId: z.string(), path: z.string() }),
      handle: async ({ input }) => {
        const { accessId, teacher } = await catalogue.grantAccess(input.teacherName);
        const token = await tokens.signAccess({ accessId, teacherName: teacher.name }, now());
        return { accessId, path: `/lessons#t=${token}` };
      },
    }),
    route({
      method: 'delete',
      path: '/api/access/:accessId',
      summary: "Voids a teacher's link. Lessons and other links of that teacher stay.",
      access: 'operator',
      answer: nothing,
      handle: async ({ request }) => {
        const { accessId } = request.params;
        if (typeof accessId !== 'string') throw new LessonError('notFound', 'no such access');
        await catalogue.revokeAccess(accessId);
        return {};
      },
    }),
  ];
}
