import type { Role } from '@tongke/signaling/protocol/lesson';
import type { LessonRecord } from '../api/lesson-record.ts';

/**
 * What a link's holder can watch now. `waiting`: it has not begun; `sealing`: it is over and its recording is being put
 * together; `none`: it is over and nothing was kept.
 */
export type WatchMode =
  | { name: 'waiting' }
  | { name: 'live' }
  | { name: 'sealing' }
  | { name: 'none' }
  | { name: 'replay'; archivePath: string };

/** How long after its end a lesson without an archive may still get one. */
const hopeMs = 60_000;

/** Decides by the lesson as the server describes it. Only the audience has no page of its own for the live lesson. Pure. */
export function watchMode(
  role: Role,
  lesson: Pick<LessonRecord, 'phase' | 'archivePath' | 'sealed' | 'endedAt'>,
  now: number,
): WatchMode {
  const { phase, archivePath, sealed } = lesson;
  if (phase === 'planned') return { name: 'waiting' };
  if (phase === 'open' && role === 'audience') return { name: 'live' };
  // The rooms of a lesson may look at what is written so far; a viewer gets the whole.
  if (archivePath && (sealed || role !== 'audience')) return { name: 'replay', archivePath };
  const over = lesson.endedAt === null ? 0 : now - Date.parse(lesson.endedAt);
  return { name: archivePath || over < hopeMs ? 'sealing' : 'none' };
}
