import type { LessonState } from '@tongke/signaling/protocol/lesson';
import { teacherTrack } from './teacher-picture.tsx';

/** What is large on every screen of a lesson. */
export type MainPicture = 'screen' | 'camera';

/** What stands large now: what the teacher shows, before the teacher's face. The same in classrooms and on the console. Pure. */
export const mainPicture = (lesson: LessonState): MainPicture =>
  teacherTrack(lesson, 'screen') === undefined ? 'camera' : 'screen';
