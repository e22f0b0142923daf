import { type ErrorCode, LessonError } from '@tongke/signaling/protocol/lesson';

/** The code whose sentence a page shows for anything that was thrown. */
export function errorCodeOf(error: unknown): ErrorCode {
  return error instanceof LessonError ? error.code : 'internal';
}
