import type { LessonRecord } from '../api/lesson-record.ts';

/** Lessons as a person looks for them. */
export interface LessonGroups {
  now: LessonRecord[];
  /** Soonest first. */
  next: LessonRecord[];
  /** Latest first. */
  ended: LessonRecord[];
}

/** Sorts lessons into what runs, what comes and what is over. Pure. */
export function groupLessons(lessons: readonly LessonRecord[]): LessonGroups {
  const inPhase = (phase: LessonRecord['phase']) => lessons.filter((lesson) => lesson.phase === phase);
  const time = (text: string | null) => (text === null ? 0 : Date.parse(text));
  return {
    now: inPhase('open').sort((a, b) => time(b.openedAt) - time(a.openedAt)),
    next: inPhase('planned').sort((a, b) => time(a.startsAt) - time(b.startsAt)),
    ended: inPhase('ended').sort((a, b) => time(b.endedAt) - time(a.endedAt)),
  };
}
