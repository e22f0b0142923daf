import { request } from './request.ts';

/** The path behind a classroom's QR code for answering with devices of one's own. Throws LessonError. */
export const answerLink = async (lessonId: string, seatKey: string, signal?: AbortSignal): Promise<string> =>
  (
    await request<{ path: string }>('/api/answers/link', {
      bearer: seatKey,
      headers: { 'x-lesson': lessonId },
      ...(signal && { signal }),
    })
  ).path;
