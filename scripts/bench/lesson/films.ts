import { type Film, makeFilm } from '../../demo/film.ts';
import { storyFilms } from '../../demo/story-films.ts';

/** What the seats of the bench send. */
export interface BenchFilms {
  /** Large enough for three layers. */
  readonly teacher: Film;
  /** Two classrooms, small. */
  readonly rooms: readonly [Film, Film];
}

/** Makes the films, or takes them from the user's cache. */
export async function benchFilms(): Promise<BenchFilms> {
  const [storyTeacher, one, two] = await storyFilms(2);
  if (!storyTeacher || !one || !two) throw new Error('a film is missing');
  const teacher = await makeFilm({ ...storyTeacher, width: 960, height: 540 });
  return { teacher, rooms: [one, two] };
}
