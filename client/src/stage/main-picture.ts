import {
  chosenShot,
  type LessonState,
  type ParticipantId,
  shownFilm,
  shownPage,
} from '@tongke/signaling/protocol/lesson';
import { type TeacherSource, teacherTrack } from './teacher-picture.tsx';

/** What is large on every screen of a lesson. */
export type MainPicture = { name: TeacherSource | 'slides' | 'film' } | { name: 'stage'; participantId: ParticipantId };

/**
 * What stands large now: a film while one is shown; else the picture that was switched to; else what the teacher shows,
 * before the teacher's face. The same in classrooms and on the console, except that `self`, a classroom on stage, sees the
 * teacher large and never itself. Pure.
 */
export function mainPicture(lesson: LessonState, self: ParticipantId | null = null): MainPicture {
  if (shownFilm(lesson.film)?.file.kind === 'video') return { name: 'film' };
  const shot = chosenShot(lesson);
  if (shot?.of === 'stage' && shot.participantId !== self) return { name: 'stage', participantId: shot.participantId };
  if (shot?.of === 'teacher') return { name: shot.source };
  if (teacherTrack(lesson, 'screen')) return { name: 'screen' };
  return { name: shownPage(lesson.slides) ? 'slides' : 'camera' };
}
