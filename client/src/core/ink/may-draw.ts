import { allows, type LessonState, type ParticipantId, type Role } from '@tongke/signaling/protocol/lesson';

/** Whether a seat may draw now, as the lesson will decide it: the teacher who leads, assistants, rooms on stage that are let. */
export function mayDraw(lesson: LessonState, participantId: ParticipantId, role: Role): boolean {
  if (lesson.phase.name !== 'open') return false;
  switch (role) {
    case 'teacher':
      return participantId === lesson.lead.leaderId;
    case 'assistant':
      return true;
    case 'classroom':
      return (
        lesson.stage.some((entry) => entry.participantId === participantId) &&
        allows(lesson.permission, participantId, 'annotation')
      );
    case 'inspector':
    case 'recorder':
    case 'audience':
      return false;
  }
}
