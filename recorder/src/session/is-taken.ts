import type { LessonEntry, LessonState, ParticipantId } from '@tongke/signaling/protocol/lesson';

/**
 * Whether another recorder has taken a recording's part, by what was heard last. A twin that has the lesson by now goes on beside itself for a
 * while, whoever is its twin.
 */
export function isTaken(
  entries: readonly LessonEntry[],
  { recording }: LessonState,
  own: { participantId: ParticipantId | null; isTwin: boolean },
): boolean {
  if (own.isTwin && recording.recorderId === own.participantId) return false;
  const taken = own.isTwin ? 'recorderTwinned' : 'recorderClaimed';
  return entries.some(({ event }) => event.type === taken && event.participantId !== own.participantId);
}
