import {
  type ClassroomId,
  type LessonState,
  type ParticipantId,
  peopleIn,
  type Question,
  type RoomAnswers,
} from '@tongke/signaling/protocol/lesson';

/** A classroom beside a question: here or not, and what it answered. */
export interface AnsweringRoom {
  classroomId: ClassroomId;
  participantId: ParticipantId;
  name: string;
  schoolName: string;
  isHere: boolean;
  answers: RoomAnswers | null;
  people: number;
}

/** The classrooms that are here or have answered; those that have not answered first, then by school and name. Pure. */
export function answeringRooms(lesson: LessonState, question: Question): AnsweringRoom[] {
  const answered = lesson.question.rooms[question.questionId] ?? {};
  const rooms: AnsweringRoom[] = [];
  for (const classroom of Object.values(lesson.classrooms)) {
    const { classroomId, name, schoolName } = classroom;
    const participantId = `c-${classroomId}` as ParticipantId;
    const isHere = lesson.participants[participantId]?.connection.state === 'here';
    const answers = answered[participantId] ?? null;
    const people = answers ? peopleIn(question.kind, answers) : 0;
    if (!isHere && people === 0) continue;
    rooms.push({ classroomId, participantId, name, schoolName, isHere, answers, people });
  }
  return rooms.sort(
    (one, other) =>
      Number(one.people > 0) - Number(other.people > 0) ||
      one.schoolName.localeCompare(other.schoolName) ||
      one.name.localeCompare(other.name),
  );
}

/** How many classrooms are connected now. */
export const roomsHere = (lesson: LessonState): number =>
  Object.values(lesson.participants).filter(
    ({ role, connection }) => role === 'classroom' && connection.state === 'here',
  ).length;
