import { z } from 'zod';
import { LessonError, type LinkName, type Role } from '../../protocol/lesson.ts';
import { roleOf } from '../auth/seat.ts';
import { type LessonHost, unwrap } from '../lesson-host.ts';
import { ownedLesson } from './find-lessons.ts';
import { type Route, type RouteContext, route } from './route.ts';

const fixedLinks = ['teacher', 'coteacher', 'assistant', 'inspector', 'audience'] as const;
const pages: Record<Exclude<Role, 'recorder'>, string> = {
  teacher: '/teacher',
  assistant: '/assistant',
  inspector: '/inspector',
  audience: '/watch',
  classroom: '/classroom',
};

const nameSchema = z.union([
  z.enum(fixedLinks),
  z.templateLiteral(['classroom:', z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)]),
]);
const linksSchema = z.object({
  links: z.array(
    z.object({
      link: nameSchema,
      role: z.enum(['teacher', 'assistant', 'inspector', 'audience', 'classroom']),
      classroomId: z.string().optional(),
      name: z.string().optional(),
      schoolName: z.string().optional(),
      path: z.string().describe('The page, and after `#t=` the token'),
    }),
  ),
});

/** The links by which participants come into a lesson. */
export function linkRoutes(context: RouteContext): Route[] {
  const { tokens, now } = context;

  async function linksOf({ lessonId, state }: LessonHost) {
    const sign = async <Link extends LinkName, Page extends keyof typeof pages>(link: Link, role: Page) => {
      const generation = state.linkGenerations[link] ?? 0;
      const token = await tokens.signLink({ lessonId, link, generation }, now());
      return { link, role, path: `${pages[role]}#t=${token}` };
    };
    const classrooms = Object.values(state.classrooms).map(async ({ classroomId, name, schoolName }) => ({
      ...(await sign(`classroom:${classroomId}`, 'classroom')),
      classroomId,
      name,
      schoolName,
    }));
    const links = fixedLinks.filter((link) => link !== 'coteacher' || state.facts?.coTeacherName);
    const people = links.map((link) => sign(link, link === 'coteacher' ? 'teacher' : link));
    return { links: await Promise.all([...people, ...classrooms]) };
  }

  return [
    route({
      method: 'get',
      path: '/api/lessons/:lessonId/links',
      summary: 'The links into a lesson: one for each role and for each classroom. They hold for 30 days.',
      access: 'organizer',
      answer: linksSchema,
      handle: async ({ request, caller }) => linksOf(await ownedLesson(context, request.params.lessonId, caller)),
    }),
    route({
      method: 'post',
      path: '/api/lessons/:lessonId/links/revoke',
      summary: 'Voids a link: its tokens, and the seats taken by them. Answers with the new links.',
      access: 'organizer',
      input: z.object({ link: nameSchema }),
      answer: linksSchema,
      handle: async ({ request, input: { link }, caller }) => {
        const host = await ownedLesson(context, request.params.lessonId, caller);
        const invited = Object.keys(host.state.classrooms).some((id) => link === `classroom:${id}`);
        if (roleOf(link) === 'classroom' && !invited) throw new LessonError('notFound', 'no such link');
        unwrap(await host.execute({ kind: 'server' }, { name: 'link:revoke', input: { link } }));
        return linksOf(host);
      },
    }),
  ];
}
