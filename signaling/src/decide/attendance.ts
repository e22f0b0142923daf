import type { RoomAttendance } from '../../protocol/lesson.ts';
import { accept, type Handlers, isHere, refuse } from './decision.ts';

/** Whether an attendance says the same as the one before. */
const isSame = (before: RoomAttendance | undefined, now: Pick<RoomAttendance, 'expected' | 'present' | 'absent'>) =>
  before !== undefined &&
  JSON.stringify([before.expected, before.present, before.absent]) ===
    JSON.stringify([now.expected, now.present, now.absent]);

export const attendance: Handlers<'attendance:take'> = {
  'attendance:take': (state, actor, { absent: given, headCount, roster }) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only classrooms');
    // Pupils sit down before the lesson begins.
    if (state.phase.name === 'ended') return refuse('lessonEnded', 'the lesson has ended');
    const { participantId } = actor;
    const seat = state.participants[participantId];
    if (!seat || !isHere(state, participantId)) return refuse('notHere', 'not connected');
    const classroom = seat.classroomId === null ? undefined : state.classrooms[seat.classroomId];
    if (!classroom) return refuse('forbidden', 'only classrooms');
    const missing = new Map(given.map((absence) => [absence.pupilId, absence]));
    if (missing.size < given.length) return refuse('badRequest', 'the same pupil twice');
    const pupils = roster ?? [];
    const known = new Set(pupils);
    if (!given.every(({ pupilId }) => known.has(pupilId))) return refuse('conflict', 'not on this roster');
    // In the roster's order, so that the same attendance is the same however it was typed in.
    const absent = pupils.flatMap((pupilId) => missing.get(pupilId) ?? []);
    const taken = { expected: roster === null ? null : pupils.length, present: headCount, absent };
    const answer = { expected: taken.expected, present: headCount };
    if (isSame(state.attendance.rooms[participantId], taken)) return accept(answer);
    return accept(answer, {
      type: 'attendanceTaken',
      attendance: { participantId, classroomId: classroom.classroomId, schoolId: classroom.schoolId, ...taken },
      attending: pupils.filter((pupilId) => !missing.has(pupilId)),
    });
  },
};
