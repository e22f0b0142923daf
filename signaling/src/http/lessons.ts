import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { classroomId, courseId, type LinkName, lessonId, limits } from '../../protocol/lesson.ts';
import { roleOf } from '../auth/seat.ts';
import type { Actor } from '../decide/command.ts';
import { type LessonHost, unwrap } from '../lesson-host.ts';
import { lessonView, ownedLesson, owns } from './lesson-view.ts';
import { type HttpContext, idSchema, nameSchema, type Route, route } from './route.ts';

const server: Actor = { kind: 'server' };
const pages = {
  teacher: '/teacher',
  assistant: '/assistant',
  inspector: '/inspector',
  audience: '/watch',
  classroom: '/classroom',
  recorder: '',
} as const;

const linkSchema = z.union([
  z.enum(['teacher', 'assistant', 'inspector', 'audience']),
  z.templateLiteral(['classroom:', z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)]),
]);
const lessonSchema = z.object({
  title: nameSchema,
  subject: nameSchema,
  teacherName: nameSchema.optional(),
  startsAt: z.iso.datetime({ offset: true }),
  classroomIds: z.array(idSchema).max(limits.classroomsPerLesson),
  recording: z.enum(['standard', 'everything']).default('standard'),
  courseId: idSchema.optional(),
});

/** Lessons: make, list, open and end them, and hand out their links. */
export function lessonRoutes(context: HttpContext): Route[] {
  const { lessons, catalogue, tokens, now } = context;

  async function linksOf(host: LessonHost) {
    const { classrooms, linkGenerations } = host.state;
    const sign = async (link: LinkName, more: object = {}) => {
      const generation = linkGenerations[link] ?? 0;
      const token = await tokens.signLink({ lessonId: host.lessonId, link, generation }, now());
      return { link, role: roleOf(link), ...more, path: `${pages[roleOf(link)]}#t=${token}` };
    };
    return await Promise.all([
      ...(['teacher', 'assistant', 'inspector', 'audience'] as const).map((link) => sign(link)),
      ...Object.values(classrooms).map(({ classroomId: id, name, schoolName }) =>
        sign(`classroom:${id}`, { classroomId: id, name, schoolName }),
      ),
    ]);
  }

  return [
    route({
      method: 'get',
      path: '/api/lessons',
      summary: 'All lessons, newest first; a teacher sees their own.',
      access: 'organizer',
      handle: async ({ caller }) => {
        const ids = (await lessons.ids()).filter((id) => owns(catalogue, id, caller));
        const hosts = await Promise.all(ids.map((id) => lessons.get(id)));
        const views = hosts.map(lessonView);
        return { lessons: views.sort((a, b) => String(b.startsAt).localeCompare(String(a.startsAt))) };
      },
    }),
    route({
      method: 'post',
      path: '/api/lessons',
      summary: 'Plans a lesson.',
      access: 'organizer',
      input: lessonSchema,
      handle: async ({ input, caller }) => {
        const id = lessonId(randomUUID().replaceAll('-', '').slice(0, 16));
        const classrooms = catalogue.invite(input.classroomIds.map(classroomId));
        const facts = {
          lessonId: id,
          title: input.title,
          subject: input.subject,
          teacherName: input.teacherName ?? caller.name,
          courseId: input.courseId === undefined ? null : courseId(input.courseId),
          startsAt: Date.parse(input.startsAt),
          recording: input.recording,
        };
        await catalogue.ownLesson(id, caller.kind === 'teacher' ? caller.accessId : null);
        const host = await lessons.plan({ name: 'lesson:plan', input: { facts, classrooms } });
        return { lesson: lessonView(host) };
      },
    }),
    route({
      method: 'get',
      path: '/api/lessons/:lessonId',
      summary: 'One lesson.',
      access: 'organizer',
      handle: async ({ request, caller }) => ({
        lesson: lessonView(await ownedLesson(context, request.params.lessonId, caller)),
      }),
    }),
    route({
      method: 'post',
      path: '/api/lessons/:lessonId/open',
      summary: 'Opens a lesson: whoever waits is let in, and the recording begins.',
      access: 'organizer',
      handle: async ({ request, caller }) => {
        const host = await ownedLesson(context, request.params.lessonId, caller);
        unwrap(await host.execute(server, { name: 'lesson:open', input: {} }));
        return { lesson: lessonView(host) };
      },
    }),
    route({
      method: 'post',
      path: '/api/lessons/:lessonId/end',
      summary: 'Ends a lesson for everyone; its recording is sealed.',
      access: 'organizer',
      input: z.object({ reason: z.string().max(200).optional() }).default({}),
      handle: async ({ request, input, caller }) => {
        const host = await ownedLesson(context, request.params.lessonId, caller);
        unwrap(await host.execute(server, { name: 'lesson:end', input }));
        return { lesson: lessonView(host) };
      },
    }),
    route({
      method: 'get',
      path: '/api/lessons/:lessonId/links',
      summary: 'The links by which participants come in; each holds a signed token after `#t=`.',
      access: 'organizer',
      handle: async ({ request, caller }) => ({
        links: await linksOf(await ownedLesson(context, request.params.lessonId, caller)),
      }),
    }),
    route({
      method: 'post',
      path: '/api/lessons/:lessonId/links/revoke',
      summary: 'Voids a link: its tokens and the seats taken by them. Answers with the new links.',
      access: 'organizer',
      input: z.object({ link: linkSchema }),
      handle: async ({ request, input, caller }) => {
        const host = await ownedLesson(context, request.params.lessonId, caller);
        unwrap(await host.execute(server, { name: 'link:revoke', input: { link: input.link as LinkName } }));
        return { links: await linksOf(host) };
      },
    }),
  ];
}
