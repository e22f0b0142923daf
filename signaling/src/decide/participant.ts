import { type LessonEvent, type LessonState, limits, type Participant } from '../../protocol/lesson.ts';
import { declineWaiting } from './chat.ts';
import { accept, type Handlers, isStaged, leads, refuse, tracksOf } from './decision.ts';
import { groupTracks, leaveGroup } from './group.ts';
import { endHelp } from './help.ts';
import { controlUsed } from './permission.ts';
import { seatClaim } from './seat-claim.ts';
import { endTracks } from './track.ts';

/** The events by which a seat is emptied: its place on stage is free again, its tracks end. */
function vacate(state: LessonState, { participantId }: Participant): LessonEvent[] {
  const staged = isStaged(state, participantId);
  return [
    ...(staged ? [{ type: 'stageLeft' as const, participantId }] : []),
    ...endTracks(tracksOf(state, participantId), 'left'),
    ...(tracksOf(state, participantId).length > 0 ? groupTracks(state, participantId, []) : []),
  ];
}

/** The events by which a participant is gone. Its right to the seat stays. */
function leave(state: LessonState, seat: Participant): LessonEvent[] {
  const { participantId, role } = seat;
  return [...vacate(state, seat), { type: 'participantLeft', participantId, role }];
}

/** When a participant is to be counted as gone, milliseconds since the epoch; null while it may stay. */
function leavesAt(state: LessonState, { participantId, connection }: Participant): number | null {
  if (connection.state === 'gone') return null;
  // Its link was revoked: whoever sits there still holds transports.
  if (!state.grants[participantId]) return connection.since;
  return connection.state === 'away' ? connection.since + limits.seatAwayMs : null;
}

export const participant: Handlers<
  'seat:claim' | 'seat:attach' | 'seat:detach' | 'seat:allow' | 'seat:leave' | 'participant:remove'
> = {
  ...seatClaim,
  'seat:attach': (state, _actor, { participant: arriving, connectionId, keyHash }) => {
    if (!state.facts) return refuse('notFound', 'no such lesson');
    const { participantId, role } = arriving;
    if (Object.hasOwn(state.removed, participantId)) return refuse('seatRemoved', 'removed from this lesson');
    const grant = state.grants[participantId];
    if (!grant) return refuse('linkRevoked', 'the right to this seat was revoked');
    if (keyHash !== undefined && keyHash !== grant.keyHash) return refuse('seatTaken', 'another device has the seat');
    // Whoever comes after the end may see that it is over; nobody but the recorder has anything left to do.
    if (state.phase.name === 'ended' && role !== 'recorder') return accept(null);
    const seat = state.participants[participantId];
    const same = seat?.connection.state === 'here' && seat.connection.connectionId === connectionId;
    return same ? accept(null) : accept(null, { type: 'participantAttached', participant: arriving, connectionId });
  },
  'seat:detach': (state, _actor, { participantId, connectionId }) => {
    const seat = state.participants[participantId];
    const current = seat?.connection.state === 'here' && seat.connection.connectionId === connectionId;
    return current ? accept(null, { type: 'participantDetached', participantId, role: seat.role }) : accept(null);
  },
  'seat:allow': (state, actor, { participantId, deviceId }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const asked = state.seatRequests.find(
      (request) => request.participantId === participantId && request.deviceId === deviceId,
    );
    if (!asked) return refuse('notFound', 'nobody waits for that seat');
    return asked.allowed ? accept(null) : accept(null, { type: 'seatAllowed', participantId, deviceId });
  },
  'seat:leave': (state, actor) => {
    const seat = actor.kind === 'participant' ? state.participants[actor.participantId] : undefined;
    return seat && seat.connection.state !== 'gone' ? accept(null, ...leave(state, seat)) : accept(null);
  },
  'participant:remove': (state, actor, { participantId, block = false }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const seat = state.participants[participantId];
    // Nobody learns of an inspector, or of one viewer among many, by trying to remove it.
    const known = seat && (actor.kind === 'server' || (seat.role !== 'inspector' && seat.role !== 'audience'));
    const removed = Object.hasOwn(state.removed, participantId) ? state.removed[participantId] : undefined;
    if (removed && (removed.blocked || !block)) return accept(null);
    const used = controlUsed(actor, { control: block ? 'block' : 'remove', participantId });
    if (removed) return accept(null, used, { type: 'participantRemoved', participantId, ...removed, blocked: true });
    if (!known) return refuse('notFound', 'not here');
    if (seat.role === 'teacher' || seat.role === 'recorder') return refuse('forbidden', 'may not be removed');
    const { role, name } = seat;
    return accept(
      null,
      ...declineWaiting(state, participantId),
      ...endHelp(state, participantId),
      ...vacate(state, seat),
      ...leaveGroup(state, participantId),
      used,
      {
        type: 'participantRemoved',
        participantId,
        role,
        name,
        blocked: block,
      },
    );
  },
};

/** The events by which the seats that have been away for too long are emptied, a bounded number at once. */
export function leaveOverdue(state: LessonState, now: number): LessonEvent[] {
  const overdue = Object.values(state.participants).filter((seat) => (leavesAt(state, seat) ?? Infinity) <= now);
  return overdue.slice(0, limits.leavesPerTick).flatMap((seat) => leave(state, seat));
}

/** When the next seat is to be emptied, milliseconds since the epoch; null when none is. */
export function nextLeave(state: LessonState): number | null {
  let next: number | null = null;
  for (const seat of Object.values(state.participants)) {
    const at = leavesAt(state, seat);
    if (at !== null && (next === null || at < next)) next = at;
  }
  return next;
}
