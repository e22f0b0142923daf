import type { LessonRecord } from './lesson-record.ts';
import { request } from './request.ts';

/** The lesson of a seat, with its archive: for waiting, and for watching again by a link. */
export const seatLesson = async (lessonId: string, seatKey: string, signal?: AbortSignal) =>
  (
    await request<{ lesson: LessonRecord }>('/api/seats/archive', {
      bearer: seatKey,
      headers: { 'x-lesson': lessonId },
      ...(signal && { signal }),
    })
  ).lesson;
