import type { LessonReview, RemarkInput, ReviewCriterion } from '@tongke/signaling/protocol/lesson';
import { type ApiRequest, request } from './request.ts';

/** How somebody comes to a lesson's review. */
export interface ReviewDoor {
  /** Where it is in the API, without a slash at its end. */
  path: string;
  bearer: string;
  headers: Record<string, string>;
}

/** For the operator and the lesson's own teacher. */
export const organizerDoor = (lessonId: string, bearer: string): ReviewDoor => ({
  path: `/api/lessons/${encodeURIComponent(lessonId)}/review`,
  bearer,
  headers: {},
});

/** For the seats of a lesson's staff and inspectors. */
export const seatDoor = (lessonId: string, seatKey: string): ReviewDoor => ({
  path: '/api/seats/review',
  bearer: seatKey,
  headers: { 'x-lesson': lessonId },
});

const ask = <Answer>({ path, bearer, headers }: ReviewDoor, below: string, options: ApiRequest) =>
  request<Answer>(path + below, { ...options, bearer, headers });

/** All that was remarked. Throws `LessonError`: `notFound` for one who takes no part. */
export const lessonReview = (door: ReviewDoor, signal: AbortSignal) => ask<LessonReview>(door, '', { signal });

/** Adds a remark, or changes the one of this id. Throws `LessonError`. */
export const keepRemark = (door: ReviewDoor, remark: RemarkInput, remarkId: string | null) =>
  ask<object>(door, remarkId === null ? '/remarks' : `/remarks/${remarkId}`, { method: 'POST', body: remark });

/** Throws `LessonError`. */
export const removeRemark = (door: ReviewDoor, remarkId: string) =>
  ask<object>(door, `/remarks/${remarkId}`, { method: 'DELETE' });

/** Throws `LessonError`. */
export const setRubric = (door: ReviewDoor, criteria: readonly ReviewCriterion[]) =>
  ask<object>(door, '/rubric', { method: 'POST', body: { criteria } });
