import type { Request } from 'express';
import { z } from 'zod';
import { csvText, LessonError, type LessonSummary, summaryRows } from '../../protocol/lesson.ts';
import { authenticateSeat, roleOf } from '../auth/seat.ts';
import { Summaries } from '../summary/summaries.ts';
import { bearerOf } from './bearer.ts';
import { ownedLesson, parseLessonId } from './find-lessons.ts';
import { type Callings, type Route, type RouteContext, route } from './route.ts';
import { summarySchema } from './summary-schema.ts';

/** Lessons in numbers, for the page that is printed and for spreadsheets. */
export function summaryRoutes(context: RouteContext): Route[] {
  const { lessons } = context;
  const summaries = new Summaries();
  const owned = async (request: Request, caller: Callings['organizer']): Promise<LessonSummary> => {
    const host = await ownedLesson(context, request.params.lessonId, caller);
    return await summaries.of(host, host.now());
  };
  /** What a seat may know: staff all, a classroom itself; nobody else anything. */
  const ofSeat = async (request: Request): Promise<LessonSummary> => {
    const id = parseLessonId(request.header('x-lesson'));
    const { host, grant } = await authenticateSeat(lessons, id, bearerOf(request));
    const role = roleOf(grant.link);
    if (role === 'classroom') return await summaries.of(host, host.now(), grant.participantId);
    if (role === 'teacher' || role === 'assistant') return await summaries.of(host, host.now());
    throw new LessonError('notFound', 'nothing for this role');
  };
  return [
    route({
      method: 'get',
      path: '/api/lessons/:lessonId/summary',
      summary: 'A lesson in numbers: classrooms, schools and questions.',
      access: 'organizer',
      answer: summarySchema,
      handle: async ({ request, caller }) => await owned(request, caller),
    }),
    route({
      method: 'get',
      path: '/api/lessons/:lessonId/summary.csv',
      summary: "A lesson's classrooms in numbers, for spreadsheets.",
      access: 'organizer',
      answer: z.string(),
      answerType: 'text/csv',
      handle: async ({ request, caller }) => csvText(summaryRows(await owned(request, caller))),
    }),
    route({
      method: 'get',
      path: '/api/seats/summary',
      summary: 'The lesson of a seat in numbers: for its staff all of it, for a classroom its own.',
      access: 'seat',
      answer: summarySchema,
      handle: async ({ request }) => await ofSeat(request),
    }),
    route({
      method: 'get',
      path: '/api/seats/summary.csv',
      summary: 'The same for spreadsheets.',
      access: 'seat',
      answer: z.string(),
      answerType: 'text/csv',
      handle: async ({ request }) => csvText(summaryRows(await ofSeat(request))),
    }),
  ];
}
