import type { LessonSummary } from '@tongke/signaling/protocol/lesson';
import { request } from './request.ts';

/** A lesson in numbers, for whoever may run it. Throws `LessonError`. */
export const lessonSummary = (lessonId: string, bearer: string, signal: AbortSignal) =>
  request<LessonSummary>(`/api/lessons/${encodeURIComponent(lessonId)}/summary`, { bearer, signal });

/** The lesson of a seat in numbers: for a classroom its own. Throws `LessonError`. */
export const seatSummary = (lessonId: string, seatKey: string, signal: AbortSignal) =>
  request<LessonSummary>('/api/seats/summary', { bearer: seatKey, headers: { 'x-lesson': lessonId }, signal });
