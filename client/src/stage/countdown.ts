import type { LessonState, StageEntry } from '@tongke/signaling/protocol/lesson';

/** Milliseconds of a room's time box that are left, never below 0; null without one. While everything pauses it stands still. Pure. */
export function leftMs(lesson: LessonState, { endsAt }: Pick<StageEntry, 'endsAt'>, now: number): number | null {
  return endsAt === null ? null : Math.max(0, endsAt - (lesson.permission.pausedAt ?? now));
}

/** As people read it: 1:05. A second that has begun counts. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
