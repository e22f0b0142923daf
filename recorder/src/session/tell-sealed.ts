import { LessonError, type LessonState } from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import type { LessonLink } from './lesson-link.ts';

/**
 * Tells a lesson that its archive is sealed. One whose recorder went before it could name it is named first. Throws `unavailable` once the
 * recorder closes.
 */
export async function tellSealed(
  link: LessonLink,
  { recording }: LessonState,
  archive: { path: string; durationMs: number },
  logger: Logger,
): Promise<void> {
  try {
    if (recording.archivePath === null) {
      await link.command('recorder:claim', {});
      await link.command('archive:open', { path: archive.path });
    }
    await link.command('archive:seal', archive);
  } catch (error) {
    if (!(error instanceof LessonError) || error.code === 'unavailable') throw error;
    logger.warn({ err: error }, 'the lesson keeps another archive');
  }
}
