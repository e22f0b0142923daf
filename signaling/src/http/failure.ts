import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { type AnswerError, type ErrorCode, LessonError } from '../../protocol/lesson.ts';
import { retryAfterSeconds } from './rate-limits.ts';

const statuses: Record<ErrorCode, number> = {
  badRequest: 400,
  unauthorized: 401,
  notLeading: 403,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  lessonNotOpen: 409,
  lessonEnded: 410,
  seatTaken: 409,
  seatRemoved: 403,
  linkExpired: 401,
  linkRevoked: 401,
  stageFull: 409,
  notHere: 409,
  inGroups: 409,
  nobodyWaits: 409,
  notAllowed: 403,
  lessonPaused: 409,
  alreadyPublished: 409,
  unsupportedMedia: 415,
  tooMany: 429,
  tooLarge: 413,
  diskFull: 507,
  questionClosed: 409,
  tooManyHands: 409,
  unavailable: 503,
  internal: 500,
};

/** Answers what was thrown: a LessonError as it is, what could not be read as `badRequest`, anything else as `internal`. */
export function failureHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known = error instanceof LessonError ? error : unreadable(error);
    // The route, never the address or the body: a token could stand in it.
    if (!known) logger.error({ err: error, method: request.method, route: request.route?.path }, 'a request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { code, message } = known ?? { code: 'internal' as const, message: 'internal error' };
    const retryAfter = retryAfterSeconds(error);
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    // What was to describe a file does not describe the failure.
    for (const header of ['Content-Type', 'ETag', 'Last-Modified', 'Accept-Ranges']) response.removeHeader(header);
    response.setHeader('Cache-Control', 'no-store');
    response.status(statusOf(error) === 416 ? 416 : statuses[code]).json({ error: { code, message } });
  };
}

const statusOf = (error: unknown): unknown => (error as { status?: unknown } | null)?.status;

/** What Express and its parsers throw about a request; null for what is no fault of the caller. */
function unreadable(error: unknown): AnswerError | null {
  const type = (error as { type?: unknown } | null)?.type;
  const status = statusOf(error);
  if (type === 'entity.too.large') return { code: 'tooLarge', message: 'the body is too large' };
  if (type === 'entity.parse.failed') return { code: 'badRequest', message: 'the body is not JSON' };
  if (status === 404) return { code: 'notFound', message: 'not found' };
  const caller = typeof status === 'number' && status >= 400 && status < 500;
  return caller ? { code: 'badRequest', message: 'bad request' } : null;
}
