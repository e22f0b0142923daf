import { LessonError, type LessonId, lessonId } from '../../protocol/lesson.ts';
import type { Caller } from '../auth/caller.ts';
import type { LessonHost } from '../lesson-host.ts';
import type { RouteContext } from './route.ts';

/** Logs that are read at the same time. */
const readsAtOnce = 16;

/** Throws LessonError `notFound` for what is no lesson's id. */
export function parseLessonId(value: unknown): LessonId {
  if (typeof value === 'string' && /^[a-z0-9-]{1,40}$/.test(value)) return lessonId(value);
  throw new LessonError('notFound', 'no such lesson');
}

/** Whether the caller may run a lesson: an operator any, a teacher their own. */
export const owns = ({ catalogue }: RouteContext, id: LessonId, caller: Caller): boolean =>
  caller.kind === 'operator' || catalogue.state.owners.get(id) === caller.teacherId;

/** The lesson that a path names, for a caller who may run it. A teacher is not told of others' lessons: `notFound`. */
export async function ownedLesson(context: RouteContext, id: unknown, caller: Caller): Promise<LessonHost> {
  const host = await context.lessons.get(parseLessonId(id));
  if (owns(context, host.lessonId, caller)) return host;
  // Another node may have planned it a moment ago.
  await context.catalogue.refresh();
  if (owns(context, host.lessonId, caller)) return host;
  throw new LessonError('notFound', 'no such lesson');
}

/**
 * All lessons that `wanted` lets through. One whose log cannot be read is left out with a line in the log, so that it hides no others;
 * throws LessonError `unavailable` while the whole log is away.
 */
export async function findLessons(
  { lessons, logger }: RouteContext,
  wanted: (id: LessonId) => boolean = () => true,
): Promise<LessonHost[]> {
  const ids = (await lessons.ids()).filter(wanted);
  const found: LessonHost[] = [];
  for (let from = 0; from < ids.length; from += readsAtOnce) {
    const reads = ids.slice(from, from + readsAtOnce).map(async (id) => {
      try {
        found.push(await lessons.get(id));
      } catch (error) {
        const code = error instanceof LessonError ? error.code : 'internal';
        if (code === 'unavailable') throw error;
        if (code !== 'notFound') logger.error({ err: error, lessonId: id }, 'a lesson cannot be read');
      }
    });
    await Promise.all(reads);
  }
  return found;
}
