import { handQueue, type LessonState, type ParticipantId, turnOf } from '../../protocol/lesson.ts';
import { fairOrder } from '../../protocol/queue.ts';
import type { StageEvents } from '../../protocol/stage.ts';
import { isHere, isStaged } from './decision.ts';

/** Who is called next, why, and in which round of turns. */
export interface Next {
  participantId: ParticipantId;
  because: StageEvents['stageCalled']['because'];
  round: number;
}

/**
 * The rooms that are here and have not had their turn in this round; when all have, everybody in the next one, but not
 * first who was called last.
 */
function dueRooms(state: LessonState): { rooms: ParticipantId[]; round: number } {
  const present = Object.values(state.classrooms)
    .map(({ classroomId }) => `c-${classroomId}` as ParticipantId)
    .filter((id) => isHere(state, id) && !isStaged(state, id));
  const due = present.filter((id) => turnOf(state.turns, id).round < state.round);
  if (due.length > 0) return { rooms: due, round: state.round };
  const lastCall = (id: ParticipantId) => turnOf(state.turns, id).lastCalledAt ?? 0;
  const latest = Math.max(0, ...Object.values(state.turns).map((turn) => turn.lastCalledAt ?? 0));
  const others = present.filter((id) => lastCall(id) < latest);
  return { rooms: others.length > 0 ? others : present, round: state.round + 1 };
}

/** Spreads a text over the numbers below 2³² (FNV-1a, then mixed as in MurmurHash3). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * Who comes next; null when nobody can. Pure: the lot is drawn from the lesson's name and the place of the call in its
 * log, so that every node, and whoever reads the log, draws the same.
 */
export function nextRoom(state: LessonState, from: 'queue' | 'random' | 'round'): Next | null {
  if (from === 'queue') {
    const first = handQueue(state).find(({ participantId }) => isHere(state, participantId));
    return first ? { participantId: first.participantId, because: 'hand', round: state.round } : null;
  }
  const { rooms, round } = dueRooms(state);
  const ordered =
    from === 'random'
      ? rooms
      : fairOrder(
          state,
          rooms.map((participantId, since) => ({ participantId, since })),
        ).map((place) => place.participantId);
  const lot = hash(`${state.facts?.lessonId} ${state.sequence} ${state.at}`) % Math.max(1, rooms.length);
  const participantId = ordered[from === 'random' ? lot : 0];
  return participantId ? { participantId, because: from, round } : null;
}
