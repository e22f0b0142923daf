import type { LessonState, ParticipantId } from '@tongke/signaling/protocol/lesson';

/** Whether a recorder may record a lesson beside the one that has it. The log decides between two who want to. */
export function mayRecordBeside({ recording, participants, phase }: LessonState, own: ParticipantId): boolean {
  const isHere = (id: ParticipantId) => participants[id]?.connection.state === 'here';
  const { recorderId, twinId } = recording;
  if (phase.name !== 'open' || recorderId === null || recorderId === own || !isHere(recorderId)) return false;
  return twinId === null || twinId === own || !isHere(twinId);
}
