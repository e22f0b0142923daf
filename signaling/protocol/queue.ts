import type { ParticipantId } from './ids.ts';
import { turnOf } from './stage.ts';
import type { LessonState } from './state.ts';

/** A room's place among those that may be called, and why it stands there. */
export interface QueuePlace {
  participantId: ParticipantId;
  /** How often rooms of its school have been on stage, with those that stand before it in the queue. */
  schoolCalls: number;
  /** How often it has been there itself. */
  calls: number;
  /** When its hand was raised; for rooms that wait for nothing, in the order of their invitation. */
  since: number;
}

/** How often the rooms of each school have been called. */
function callsOfSchools(state: LessonState): Map<string, number> {
  const calls = new Map<string, number>();
  for (const id in state.turns) {
    const school = schoolOf(state, id as ParticipantId);
    calls.set(school, (calls.get(school) ?? 0) + turnOf(state.turns, id as ParticipantId).calls);
  }
  return calls;
}

/** A room whose school is not known stands for itself. */
function schoolOf(state: LessonState, id: ParticipantId): string {
  const classroomId = state.participants[id]?.classroomId;
  return (classroomId && state.classrooms[classroomId]?.schoolId) || id;
}

/**
 * Rooms in the order in which it is fair to call them: the least called school first, then the least called room, then
 * who has waited longest. As if they were called one after the other: a school's second room stands behind the first of
 * a school that was called once less. Pure.
 */
export function fairOrder(
  state: LessonState,
  waiting: readonly { participantId: ParticipantId; since: number }[],
): QueuePlace[] {
  const places: QueuePlace[] = [];
  const bySchool = new Map<string, QueuePlace[]>();
  for (const { participantId, since } of waiting) {
    const place = { participantId, schoolCalls: 0, calls: turnOf(state.turns, participantId).calls, since };
    const school = schoolOf(state, participantId);
    const ofSchool = bySchool.get(school);
    if (ofSchool) ofSchool.push(place);
    else bySchool.set(school, [place]);
    places.push(place);
  }
  const called = callsOfSchools(state);
  for (const [school, ofSchool] of bySchool) {
    const before = called.get(school) ?? 0;
    ofSchool.sort((a, b) => a.calls - b.calls || a.since - b.since);
    for (const [rank, place] of ofSchool.entries()) place.schoolCalls = before + rank;
  }
  return places.sort((a, b) => a.schoolCalls - b.schoolCalls || a.calls - b.calls || a.since - b.since);
}

/** The raised hands in their fair order; those whose line is down stand last. For staff and the server. Pure. */
export function handQueue(state: LessonState): QueuePlace[] {
  const here: { participantId: ParticipantId; since: number }[] = [];
  const away: typeof here = [];
  for (const { participantId, raisedAt } of state.hands) {
    const isHere = state.participants[participantId]?.connection.state === 'here';
    (isHere ? here : away).push({ participantId, since: raisedAt });
  }
  return [...fairOrder(state, here), ...fairOrder(state, away)];
}
