import type { LessonState, Participant, ParticipantId } from '@tongke/signaling/protocol/lesson';

/** The teacher who is here, or away for a moment, beside the given seat; undefined when there is no second teacher. Pure. */
export const otherTeacher = (lesson: LessonState, beside: ParticipantId): Participant | undefined =>
  Object.values(lesson.participants).find(
    ({ participantId, role, connection }) =>
      role === 'teacher' && participantId !== beside && connection.state !== 'gone',
  );
