import type { ParticipantId } from '@tongke/signaling/protocol/lesson';
import type { LessonLink } from '../link/lesson-link.ts';
import type { FilmShelf } from './film-shelf.ts';

/**
 * Keeps a room's shelf in step with the lesson's films, and tells the lesson what the room has of each, one at a time, until
 * both say the same. Returns its undo.
 */
export function reportFilms(link: LessonLink, shelf: FilmShelf, participantId: ParticipantId): () => void {
  let isAsking = false;
  const align = () => {
    const { film, phase } = link.store.lesson.get();
    shelf.follow(film.files);
    if (!shelf.ahead || isAsking || phase.name !== 'open' || link.line.get().name !== 'up') return;
    const told = film.fetched[participantId] ?? {};
    for (const [materialId, item] of shelf.items.get()) {
      if (item.name === 'waiting' || item.name === 'fetching' || told[materialId] === item.name) continue;
      isAsking = true;
      link
        .command('film:report', { materialId, fetch: item.name })
        .then(
          () => true,
          () => false,
        )
        .then((isTold) => {
          isAsking = false;
          // A refusal stays one; the next change of lesson or line asks again.
          if (isTold) align();
        });
      return;
    }
  };
  const undo = [
    link.store.lesson.onChange(align),
    link.line.onChange(align),
    shelf.items.onChange(() => queueMicrotask(align)),
  ];
  align();
  return () => {
    for (const stop of undo) stop();
  };
}
