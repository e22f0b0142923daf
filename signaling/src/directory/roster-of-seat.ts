import { type ClassroomId, classroomId, isId, type ParticipantId, type PupilId } from '../../protocol/lesson.ts';
import type { Directory } from './directory.ts';

/** The classroom whose seat it is; null for the seat of a person. */
export function classroomOfSeat(seat: ParticipantId): ClassroomId | null {
  const id = seat.startsWith('c-') ? seat.slice(2) : '';
  return isId(id) ? classroomId(id) : null;
}

/** Everybody on the roster of a seat's classroom; null when there is no roster. */
export async function rosterOfSeat(directory: Directory, seat: ParticipantId): Promise<readonly PupilId[] | null> {
  const id = classroomOfSeat(seat);
  const pupils = id === null ? [] : await directory.roster(id);
  return pupils.length === 0 ? null : pupils.map((pupil) => pupil.pupilId);
}
