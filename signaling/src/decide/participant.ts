import { type LessonEvent, type LessonState, limits, type Participant } from '../../protocol/lesson.ts';
import { accept, type Handlers, leads, refuse } from './decision.ts';
import { tracksOf, unpublish } from './track.ts';

/** The events by which a participant is gone: its tracks end; its place on stage and its right to the seat stay. */
function leave(state: LessonState, { participantId, role }: Participant): LessonEvent[] {
  return [
    ...unpublish(state, tracksOf(state, participantId), 'left'),
    { type: 'participantLeft', participantId, role },
  ];
}

export const participant: Handlers<
  'seat:claim' | 'seat:attach' | 'seat:detach' | 'seat:allow' | 'seat:leave' | 'participant:remove' | 'tick'
> = {
  'seat:claim': (state, _actor, input, now) => {
    const { participantId, role, link, generation, deviceId, keyHash } = input;
    if (!state.facts) return refuse('notFound', 'no such lesson');
    if (generation !== (state.linkGenerations[link] ?? 0)) return refuse('linkRevoked', 'the link was revoked');
    if (Object.hasOwn(state.removed, participantId)) return refuse('seatRemoved', 'removed from this lesson');
    const granted: LessonEvent = {
      type: 'seatGranted',
      grant: { participantId, link, deviceId, keyHash, grantedAt: now },
    };
    const holder = state.grants[participantId];
    const seat = state.participants[participantId];
    const silent = !seat || (seat.connection.state !== 'here' && now - seat.connection.since >= limits.seatSilentMs);
    const fresh = holder !== undefined && !seat && now - holder.grantedAt < limits.seatSilentMs;
    if (!holder || holder.deviceId === deviceId || role === 'recorder' || (silent && !fresh))
      return accept(null, granted);
    const asked = state.seatRequests.find((request) => request.participantId === participantId);
    if (asked?.deviceId === deviceId && asked.allowed) return accept(null, granted);
    const { error } = refuse('seatTaken', 'another device sits there');
    const waiting = asked && (asked.deviceId === deviceId || now - asked.askedAt < limits.seatRequestMs);
    return waiting
      ? { ok: false, error }
      : { ok: false, error, events: [{ type: 'seatRequested', participantId, deviceId, role }] };
  },
  'seat:attach': (state, _actor, { participant: arriving, connectionId }) => {
    const seat = state.participants[arriving.participantId];
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
  'participant:remove': (state, actor, { participantId }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const seat = state.participants[participantId];
    if (!seat) return Object.hasOwn(state.removed, participantId) ? accept(null) : refuse('notFound', 'not here');
    if (seat.role === 'teacher' || seat.role === 'recorder') return refuse('forbidden', 'may not be removed');
    const staged = state.stage.some((entry) => entry.participantId === participantId);
    return accept(
      null,
      ...unpublish(state, tracksOf(state, participantId), 'left'),
      ...(staged ? [{ type: 'stageLeft' as const, participantId }] : []),
      { type: 'participantRemoved', participantId, role: seat.role },
    );
  },
  tick: (state, _actor, _input, now) => {
    if (state.phase.name !== 'open') return accept(null);
    const overdue = Object.values(state.participants).filter(
      ({ connection }) => connection.state === 'away' && now - connection.since >= limits.seatAwayMs,
    );
    return accept(null, ...overdue.flatMap((seat) => leave(state, seat)));
  },
};

/** When `tick` is next worth sending, milliseconds since the epoch; null when nothing is due. */
export function nextDeadline(state: LessonState): number | null {
  if (state.phase.name !== 'open') return null;
  const due = Object.values(state.participants).flatMap(({ connection }) =>
    connection.state === 'away' ? [connection.since + limits.seatAwayMs] : [],
  );
  return due.length > 0 ? Math.min(...due) : null;
}
