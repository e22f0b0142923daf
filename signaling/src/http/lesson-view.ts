import { LessonError, type LessonId, lessonId } from '../../protocol/lesson.ts';
import type { Caller } from '../auth/caller.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { LessonHost, Lessons } from '../lesson-host.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** A lesson as the HTTP API shows it. */
export function lessonView({ lessonId: id, state }: LessonHost) {
  const { facts, phase, recording } = state;
  if (!facts) throw new LessonError('notFound', 'no such lesson');
  const here = Object.values(state.participants).filter(
    ({ role, connection }) => role === 'classroom' && connection.state === 'here',
  );
  return {
    lessonId: id,
    title: facts.title,
    subject: facts.subject,
    teacherName: facts.teacherName,
    startsAt: iso(facts.startsAt),
    phase: phase.name,
    openedAt: iso(phase.name === 'planned' ? null : phase.openedAt),
    endedAt: iso(phase.name === 'ended' ? phase.endedAt : null),
    recording: facts.recording,
    classrooms: Object.values(state.classrooms),
    archivePath: recording.archivePath,
    sealed: recording.sealedAt !== null,
    present: here.length,
  };
}
export type LessonView = ReturnType<typeof lessonView>;

/** The lesson that a path names, for a caller who may run it. A teacher is not told of others' lessons. */
export async function ownedLesson(
  { lessons, catalogue }: { lessons: Lessons; catalogue: Catalogue },
  id: unknown,
  caller: Caller,
): Promise<LessonHost> {
  const host = await lessons.get(parseLessonId(id));
  if (!owns(catalogue, host.lessonId, caller)) throw new LessonError('notFound', 'no such lesson');
  return host;
}

export const owns = (catalogue: Catalogue, id: LessonId, caller: Caller): boolean =>
  caller.kind === 'operator' || catalogue.state.owners.get(id) === caller.accessId;

/** Throws LessonError `notFound` for what is no id. */
export function parseLessonId(value: unknown): LessonId {
  if (typeof value === 'string' && /^[a-z0-9-]{1,40}$/.test(value)) return lessonId(value);
  throw new LessonError('notFound', 'no such lesson');
}
