import { isThere, type LessonState, type ProgrammeShot, type TeacherShot } from '@tongke/signaling/protocol/lesson';

/** The teacher's pictures in the order of their keys, from 1. */
const teacherShots: readonly TeacherShot[] = ['camera', 'board', 'table', 'screen', 'slides'];

/** A picture that can be switched to. */
export interface OfferedShot {
  /** What a driver and React know it by. */
  id: string;
  shot: ProgrammeShot;
  /** The key that switches to it; null for classrooms on stage. */
  key: string | null;
}

/** What can be the programme now: the teacher's pictures that are there, then the classrooms on stage. Pure. */
export function offeredShots(lesson: LessonState): OfferedShot[] {
  const teacher = teacherShots.map((source, index): OfferedShot => {
    return { id: source, shot: { of: 'teacher', source }, key: `${index + 1}` };
  });
  return [
    ...teacher.filter(({ shot }) => isThere(lesson, shot)),
    ...lesson.stage.map(({ participantId }): OfferedShot => {
      return { id: participantId, shot: { of: 'stage', participantId }, key: null };
    }),
  ];
}
