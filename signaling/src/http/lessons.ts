import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { classroomId, courseId, LessonError, lessonId, limits } from '../../protocol/lesson.ts';
import type { Actor } from '../decide/command.ts';
import { unwrap } from '../lesson-host.ts';
import { findLessons, ownedLesson, owns } from './find-lessons.ts';
import { lessonView } from './lesson-view.ts';
import { type Route, type RouteContext, route } from './route.ts';
import { idSchema, instantSchema, lessonSchema, nameSchema, remarkSchema } from './schemas.ts';

const server: Actor = { kind: 'server' };
const oneLesson = z.object({ lesson: lessonSchema });
/** An id with its quotes and comma. */
const idLengthBytes = 67;

const planSchema = z.object({
  title: nameSchema,
  subject: nameSchema,
  teacherName: nameSchema.optional().describe("Only an operator may name a teacher; a teacher's lesson is their own"),
  startsAt: instantSchema,
  classroomIds: z.array(idSchema).max(limits.classroomsPerLesson),
  coTeacherName: nameSchema.optional().describe('A second teacher, who gets a link of their own'),
  rehearsal: z.boolean().default(false).describe('A trial'),
  recording: z.enum(['standard', 'everything', 'none']).default('standard').describe('`none` is for trials only'),
  courseId: idSchema.optional(),
});

/** Lessons: make, list, open and end them. */
export function lessonRoutes(context: RouteContext): Route[] {
  const { lessons, catalogue } = context;
  return [
    route({
      method: 'get',
      path: '/api/lessons',
      summary: 'All lessons, newest first; a teacher sees their own.',
      access: 'organizer',
      answer: z.object({ lessons: z.array(lessonSchema) }),
      handle: async ({ caller }) => {
        const hosts = await findLessons(context, (id) => owns(context, id, caller));
        const startsAt = (host: (typeof hosts)[number]) => host.state.facts?.startsAt ?? 0;
        hosts.sort((a, b) => startsAt(b) - startsAt(a) || (a.lessonId < b.lessonId ? -1 : 1));
        return { lessons: hosts.map((host) => lessonView(host)) };
      },
    }),
    route({
      method: 'post',
      path: '/api/lessons',
      summary: 'Plans a lesson.',
      access: 'organizer',
      input: planSchema,
      answer: oneLesson,
      bodyLengthBytes: limits.classroomsPerLesson * idLengthBytes,
      handle: async ({ input, caller }) => {
        const id = lessonId(randomUUID().replaceAll('-', '').slice(0, 16));
        if (input.recording === 'none' && !input.rehearsal) {
          throw new LessonError('badRequest', 'recording: only a trial is not recorded');
        }
        const teacherName = caller.kind === 'teacher' ? caller.name : (input.teacherName ?? '');
        const classrooms = catalogue.invite(input.classroomIds.map(classroomId));
        const facts = {
          lessonId: id,
          title: input.title,
          subject: input.subject,
          teacherName,
          coTeacherName: input.coTeacherName ?? null,
          rehearsal: input.rehearsal,
          courseId: input.courseId === undefined ? null : courseId(input.courseId),
          startsAt: Date.parse(input.startsAt),
          recording: input.recording,
        };
        await catalogue.ownLesson(id, teacherName);
        const host = await lessons.plan({ name: 'lesson:plan', input: { facts, classrooms } });
        return { lesson: lessonView(host) };
      },
    }),
    route({
      method: 'get',
      path: '/api/lessons/:lessonId',
      summary: 'One lesson.',
      access: 'organizer',
      answer: oneLesson,
      handle: async ({ request, caller }) => ({
        lesson: lessonView(await ownedLesson(context, request.params.lessonId, caller)),
      }),
    }),
    route({
      method: 'post',
      path: '/api/lessons/:lessonId/open',
      summary: 'Opens a lesson: whoever waits is let in, and the recording begins.',
      access: 'organizer',
      answer: oneLesson,
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
      input: z.object({ reason: remarkSchema.optional() }),
      answer: oneLesson,
      handle: async ({ request, input, caller }) => {
        const host = await ownedLesson(context, request.params.lessonId, caller);
        unwrap(await host.execute(server, { name: 'lesson:end', input }));
        return { lesson: lessonView(host) };
      },
    }),
  ];
}
