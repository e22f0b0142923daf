import { type ParticipantId, type PupilId, pupilId } from '../../protocol/lesson.ts';
import type { Directory } from './directory.ts';
import { classroomOfSeat } from './roster-of-seat.ts';

/**
 * The pupil who has a number in the seat's classroom, by the roster's opaque id: so that a phone, which knows the number only, and a
 * card count as one pupil. Without a roster, or when no pupil or several have the number, it is an id made of the number, which says
 * nothing of who that is.
 */
export async function numberedPupil(directory: Directory, seat: ParticipantId, number: number): Promise<PupilId> {
  const classroom = classroomOfSeat(seat);
  const pupils = classroom === null ? [] : await directory.roster(classroom);
  const [found, another] = pupils.filter((pupil) => /^\d+$/.test(pupil.number) && Number(pupil.number) === number);
  return found && !another ? found.pupilId : pupilId(`n${number}`);
}
