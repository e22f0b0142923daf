import { type LessonEvent, type LessonState, limits, type ParticipantId } from '../../protocol/lesson.ts';
import { accept, type Handlers, refuse } from './decision.ts';

/** Whether another device may take the seat without asking: the one that has it left, or has been silent for long enough. */
function isFree(state: LessonState, id: ParticipantId, now: number): boolean {
  const holder = state.grants[id];
  if (!holder) return true;
  // Whoever was just given the seat is on its way.
  if (now - holder.grantedAt < limits.seatSilentMs) return false;
  const connection = state.participants[id]?.connection ?? { state: 'gone' };
  switch (connection.state) {
    case 'here':
      return false;
    case 'away':
      return now - connection.since >= limits.seatSilentMs;
    case 'gone':
      return true;
  }
}

export const seatClaim: Handlers<'seat:claim'> = {
  'seat:claim': (state, _actor, input, now) => {
    const { participantId, role, link, generation, deviceId, keyHash } = input;
    if (!state.facts) return refuse('notFound', 'no such lesson');
    if (generation !== (state.linkGenerations[link] ?? 0)) return refuse('linkRevoked', 'the link was revoked');
    if (Object.hasOwn(state.removed, participantId)) return refuse('seatRemoved', 'removed from this lesson');
    const granted: LessonEvent = {
      type: 'seatGranted',
      grant: { participantId, link, deviceId, keyHash, grantedAt: now },
    };
    const sameDevice = state.grants[participantId]?.deviceId === deviceId;
    if (sameDevice || role === 'recorder' || isFree(state, participantId, now)) return accept(null, granted);
    const asked = state.seatRequests.find((request) => request.participantId === participantId);
    if (asked?.deviceId === deviceId && asked.allowed) return accept(null, granted);
    const { error } = refuse('seatTaken', 'another device sits there');
    // Staff must not learn that an inspector is here by being asked for its seat.
    const hidden = role === 'audience' || role === 'inspector' || state.phase.name === 'ended';
    const waiting = asked !== undefined && now - asked.askedAt < limits.seatRequestMs;
    if (hidden || waiting) return { ok: false, error };
    return { ok: false, error, events: [{ type: 'seatRequested', participantId, deviceId, role }] };
  },
};
