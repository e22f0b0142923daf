import { cardRoom } from './card-room.ts';
import { type Film, type FilmPlan, makeFilm } from './film.ts';

/** Classrooms have the films 1 and up; the highest number is the second teacher's. */
export const mostClassrooms = 6;

const teacherFilm: FilmPlan = {
  number: 0,
  title: 'Teacher',
  width: 640,
  height: 360,
  framesPerSecond: 10,
  beepHz: 1_000,
  speech: 'Good morning everybody. Welcome to our lesson. Today we look at the moon. Who can see it from the window.',
};

/** What films are wanted. */
export interface FilmWishes {
  /** For a lesson that is taught: in the first classroom's picture pupils hold up their cards. */
  readonly isTaught?: boolean;
  /** Small and slow, for a test. */
  readonly isSmall?: boolean;
}

/** The films of a story: the teacher's and one for each classroom. */
export function storyFilms(classrooms: number, { isTaught, isSmall }: FilmWishes = {}): Promise<Film[]> {
  const rooms = Array.from({ length: classrooms }, (_, index) => ({
    number: index + 1,
    title: `Classroom ${index + 1}`,
    width: 320,
    height: 180,
    framesPerSecond: 10,
    beepHz: 1_300 + 300 * index,
    speech: 'Good morning teacher. We can see the moon. It is round and bright tonight.',
    ...(isTaught && index === 0 && { room: cardRoom() }),
  }));
  const smaller = isSmall ? { width: 320, height: 180, framesPerSecond: 5 } : {};
  return Promise.all([teacherFilm, ...rooms].map((plan) => makeFilm({ ...plan, ...smaller })));
}

/** The film of a second teacher, who comes for a short time. */
export const coTeacherFilm = (): Promise<Film> =>
  makeFilm({
    number: mostClassrooms + 1,
    title: 'Second teacher',
    width: 320,
    height: 180,
    framesPerSecond: 10,
    beepHz: 2_900,
    speech: 'Let us go on together. Where does the moon get its light from.',
  });
