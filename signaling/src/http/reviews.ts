import type { Request } from 'express';
import { z } from 'zod';
import { LessonError, type LessonId } from '../../protocol/lesson.ts';
import type { Caller } from '../auth/caller.ts';
import { authenticateSeat, roleOf } from '../auth/seat.ts';
import type { Reviewer } from '../review/reviews.ts';
import { bearerOf } from './bearer.ts';
import { ownedLesson, parseLessonId } from './find-lessons.ts';
import { remarkInputSchema, reviewSchema, rubricSchema } from './review-schemas.ts';
import { nothing, type Route, type RouteContext, route } from './route.ts';

interface Taking {
  lessonId: LessonId;
  reviewer: Reviewer;
}

/** Lesson reviews, by two doors: for the operator and the lesson's own teacher, and for the seats of its staff and inspectors. */
export function reviewRoutes(context: RouteContext): Route[] {
  return [
    ...routesOf(context, 'organizer', '/api/lessons/:lessonId', (request, caller) =>
      organizer(context, request, caller),
    ),
    ...routesOf(context, 'seat', '/api/seats', (request) => seated(context, request)),
  ];
}

async function organizer(context: RouteContext, request: Request, caller: Caller | null): Promise<Taking> {
  if (!caller) throw new LessonError('unauthorized', 'nobody');
  const { lessonId } = await ownedLesson(context, request.params.lessonId, caller);
  const isOperator = caller.kind === 'operator';
  const authorId = isOperator ? 'operator' : `teacher:${caller.teacherId}`;
  return { lessonId, reviewer: { authorId, leads: true, tidies: isOperator } };
}

/** Whoever taught, helped or inspected. To all others a lesson has no review. */
async function seated({ lessons }: RouteContext, request: Request): Promise<Taking> {
  const lessonId = parseLessonId(request.header('x-lesson'));
  const { grant } = await authenticateSeat(lessons, lessonId, bearerOf(request));
  const role = roleOf(grant.link);
  if (role !== 'teacher' && role !== 'assistant' && role !== 'inspector') {
    throw new LessonError('notFound', 'nothing for this role');
  }
  const authorId = `seat:${grant.participantId}`;
  return { lessonId, reviewer: { authorId, leads: role === 'teacher', tidies: false } };
}

function routesOf(
  { reviews, rates }: RouteContext,
  access: 'organizer' | 'seat',
  base: string,
  takingOf: (request: Request, caller: Caller | null) => Promise<Taking>,
): Route[] {
  const whose = access === 'seat' ? 'of the lesson of a seat, for its staff and inspectors' : 'of a lesson';
  const changing = async (request: Request, caller: Caller | null): Promise<Taking> => {
    const taking = await takingOf(request, caller);
    await rates.reviewChanges.take(`${taking.lessonId} ${taking.reviewer.authorId}`);
    return taking;
  };
  const remarkIdOf = ({ params }: Request) => String(params.remarkId);
  return [
    route({
      method: 'get',
      path: `${base}/review`,
      summary: `The review ${whose}: its rubric with means, and all remarks.`,
      access,
      answer: reviewSchema,
      handle: async ({ request, caller }) => {
        const { lessonId, reviewer } = await takingOf(request, caller);
        return await reviews.of(lessonId, reviewer);
      },
    }),
    route({
      method: 'post',
      path: `${base}/review/remarks`,
      summary: `Adds a remark to the review ${whose}.`,
      access,
      input: remarkInputSchema,
      answer: z.object({ remarkId: z.string() }),
      handle: async ({ request, caller, input }) => {
        const { lessonId, reviewer } = await changing(request, caller);
        return { remarkId: await reviews.add(lessonId, reviewer, input) };
      },
    }),
    route({
      method: 'post',
      path: `${base}/review/remarks/:remarkId`,
      summary: `Changes a remark of one's own in the review ${whose}.`,
      access,
      input: remarkInputSchema,
      answer: nothing,
      handle: async ({ request, caller, input }) => {
        const { lessonId, reviewer } = await changing(request, caller);
        await reviews.edit(lessonId, reviewer, remarkIdOf(request), input);
        return {};
      },
    }),
    route({
      method: 'delete',
      path: `${base}/review/remarks/:remarkId`,
      summary: `Removes a remark of one's own from the review ${whose}; the operator any.`,
      access,
      answer: nothing,
      handle: async ({ request, caller }) => {
        const { lessonId, reviewer } = await changing(request, caller);
        await reviews.remove(lessonId, reviewer, remarkIdOf(request));
        return {};
      },
    }),
    route({
      method: 'post',
      path: `${base}/review/rubric`,
      summary: `Sets the criteria of the review ${whose}. For the operator and the lesson's teacher.`,
      access,
      input: rubricSchema,
      answer: nothing,
      handle: async ({ request, caller, input }) => {
        const { lessonId, reviewer } = await changing(request, caller);
        await reviews.setRubric(lessonId, reviewer, input.criteria);
        return {};
      },
    }),
  ];
}
