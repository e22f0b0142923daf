import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { type ErrorCode, LessonError } from '../../protocol/lesson.ts';

const statuses: Record<ErrorCode, number> = {
  badRequest: 400,
  unauthorized: 401,
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
  alreadyPublished: 409,
  unsupportedMedia: 415,
  tooMany: 429,
  tooLarge: 413,
  unavailable: 503,
  internal: 500,
};

/** Answers what was thrown: a LessonError as it is, a body that could not be read, anything else as `internal`. */
export function failureHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const known = asLessonError(error);
    // The route, never the address: a token could stand in it.
    if (!known) logger.error({ err: error, method: request.method, route: request.route?.path }, 'a request failed');
    const { code, message } = known ?? { code: 'internal' as const, message: 'internal error' };
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(statuses[code]).json({ error: { code, message } });
  };
}

function asLessonError(error: unknown): { code: ErrorCode; message: string } | null {
  if (error instanceof LessonError) return error;
  const type = (error as { type?: unknown } | null)?.type;
  const status = (error as { status?: unknown } | null)?.status;
  if (type === 'entity.too.large') return { code: 'tooLarge', message: 'the body is too large' };
  if (type === 'entity.parse.failed') return { code: 'badRequest', message: 'the body is not JSON' };
  if (status === 404) return { code: 'notFound', message: 'not found' };
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { code: 'badRequest', message: 'bad request' };
  return null;
}
