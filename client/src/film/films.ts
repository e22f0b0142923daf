import type { FilmFetch, FilmFile, LessonState, MaterialId } from '@tongke/signaling/protocol/lesson';

/** How many of the rooms that are here have a film ready, and where it cannot be played. */
export interface FilmReadiness {
  here: number;
  ready: number;
  /** Names of the rooms that cannot play it. */
  failed: string[];
}

/** How ready the rooms are for a film. Pure. */
export function readinessOf(lesson: LessonState, id: MaterialId): FilmReadiness {
  const rooms = Object.values(lesson.participants).filter(
    ({ role, connection }) => role === 'classroom' && connection.state === 'here',
  );
  const fetchOf = (room: (typeof rooms)[number]): FilmFetch | undefined =>
    lesson.film.fetched[room.participantId]?.[id];
  return {
    here: rooms.length,
    ready: rooms.filter((room) => fetchOf(room) === 'ready' || fetchOf(room) === 'streamed').length,
    failed: rooms.filter((room) => fetchOf(room) === 'failed').map(({ name }) => name),
  };
}

/** Minutes and seconds: 75,000 ms is `1:15`. */
export function filmTime(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whether what the page really found is far from what the lesson believes. Pure. */
export const isMismeasured = ({ durationMs }: FilmFile, foundMs: number): boolean =>
  Number.isFinite(foundMs) && foundMs > 0 && Math.abs(foundMs - durationMs) > 300;
