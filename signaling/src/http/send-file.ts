import type { Response } from 'express';
import { LessonError } from '../../protocol/lesson.ts';

/**
 * Sends a file of a folder with these headers, in whole or the part that was asked for. Resolves when it is sent or the browser has
 * gone away; throws LessonError `notFound` when there is no such file.
 */
export function sendFile(
  response: Response,
  root: string,
  path: string,
  headers: Record<string, string>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    response.sendFile(path, { root, dotfiles: 'deny', cacheControl: false, headers }, (error?: Error) => {
      const status = (error as { status?: unknown } | undefined)?.status;
      const wanting =
        status === 403 || status === 404 || (error as NodeJS.ErrnoException | undefined)?.code === 'EISDIR';
      if (!error || response.destroyed || response.headersSent) resolve();
      else reject(wanting ? new LessonError('notFound', 'not found', { cause: error }) : error);
    });
  });
}
