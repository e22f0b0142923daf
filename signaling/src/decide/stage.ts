import {
  type LessonEvent,
  type LessonState,
  limits,
  type Participant,
  type ParticipantId,
} from '../../protocol/lesson.ts';
import type { StageEvents } from '../../protocol/stage.ts';
import {
  accept,
  clockOf,
  type Decision,
  type Handlers,
  isHere,
  isStaged,
  leads,
  refuse,
  refuseUnlessOpen,
  tracksOf,
} from './decision.ts';
import { refuseInGroups } from './group.ts';
import { type Next, nextRoom } from './next-room.ts';

type Because = StageEvents['stageCalled']['because'];
interface Call {
  seat: Participant;
  seconds: number | undefined;
  because: Because;
  round: number;
}

const calling = (state: LessonState, { seat, seconds, because, round }: Call, now: number): LessonEvent => {
  const { participantId, name, classroomId, schoolId } = seat;
  const schoolName = (classroomId && state.classrooms[classroomId]?.schoolName) || '';
  const endsAt = seconds === undefined ? null : clockOf(state, now) + seconds * 1_000;
  return {
    type: 'stageCalled',
    entry: { participantId, name, schoolName, endsAt, tracks: tracksOf(state, participantId) },
    classroomId,
    schoolId,
    because,
    round,
  };
};

function callNext(
  state: LessonState,
  next: Next | null,
  { swap, seconds }: { swap?: boolean | undefined; seconds?: number | undefined },
  now: number,
): Decision<{ participantId: ParticipantId }> {
  const seat = next && state.participants[next.participantId];
  if (!next || !seat) return refuse('nobodyWaits', 'nobody waits');
  const [oldest] = state.stage;
  const back: LessonEvent[] = swap && oldest ? [{ type: 'stageLeft', participantId: oldest.participantId }] : [];
  if (state.stage.length - back.length >= limits.stageSeats) return refuse('stageFull', 'the stage is full');
  const call = calling(state, { seat, seconds, because: next.because, round: next.round }, now);
  return accept({ participantId: seat.participantId }, ...back, call);
}

export const stage: Handlers<'stage:call' | 'stage:callNext' | 'stage:extend' | 'stage:leave'> = {
  'stage:call': (state, actor, { participantId, seconds }, now) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff call on stage');
    const refusal = refuseUnlessOpen(state) ?? refuseInGroups(state);
    if (refusal) return refusal;
    if (isStaged(state, participantId)) return accept(null);
    const seat = state.participants[participantId];
    if (seat?.role !== 'classroom' || !isHere(state, participantId)) {
      return refuse('notHere', 'the classroom is not here');
    }
    if (state.stage.length >= limits.stageSeats) return refuse('stageFull', 'the stage is full');
    const raised = state.hands.some((hand) => hand.participantId === participantId);
    return accept(null, calling(state, { seat, seconds, because: raised ? 'hand' : 'call', round: state.round }, now));
  },
  'stage:callNext': (state, actor, { from, ...how }, now) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff call on stage');
    return refuseUnlessOpen(state) ?? refuseInGroups(state) ?? callNext(state, nextRoom(state, from), how, now);
  },
  'stage:extend': (state, actor, { participantId, seconds }, now) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const entry = state.stage.find((each) => each.participantId === participantId);
    if (!entry) return refuse('notHere', 'not on stage');
    const from = Math.max(clockOf(state, now), entry.endsAt ?? 0);
    const latest = clockOf(state, now) + limits.stageTimeMostSeconds * 1_000;
    const endsAt = seconds === null ? null : Math.min(latest, from + seconds * 1_000);
    return entry.endsAt === endsAt
      ? accept({ endsAt })
      : accept({ endsAt }, { type: 'stageTimed', participantId, endsAt });
  },
  'stage:leave': (state, actor, input) => {
    const participantId = input.participantId ?? (actor.kind === 'participant' ? actor.participantId : undefined);
    const own = actor.kind === 'participant' && actor.participantId === participantId;
    if (!participantId) return refuse('badRequest', 'who leaves the stage?');
    if (!own && !leads(actor)) return refuse('forbidden', 'only staff');
    return isStaged(state, participantId) ? accept(null, { type: 'stageLeft', participantId }) : accept(null);
  },
};

/** Hands back the rooms whose time is over. A pause stops the clock. */
export const handBackOverdue = (state: LessonState, now: number): LessonEvent<'stageLeft'>[] =>
  state.permission.pausedAt !== null
    ? []
    : state.stage
        .filter(({ endsAt }) => endsAt !== null && endsAt <= now)
        .map(({ participantId }) => ({ type: 'stageLeft', participantId, because: 'time' }));

/** When the next room's time is over, milliseconds since the epoch; null when no clock runs. */
export function nextHandBack(state: LessonState): number | null {
  if (state.permission.pausedAt !== null) return null;
  const ends = state.stage.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt]));
  return ends.length > 0 ? Math.min(...ends) : null;
}
