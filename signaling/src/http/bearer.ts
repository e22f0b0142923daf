import type { Request } from 'express';
import { LessonError } from '../../protocol/lesson.ts';

/** The bearer token of a request (RFC 6750). Throws LessonError `unauthorized` when there is none. */
export function bearerOf(request: Request): string {
  const [scheme, token] = (request.header('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new LessonError('unauthorized', 'no bearer token');
  return token;
}
