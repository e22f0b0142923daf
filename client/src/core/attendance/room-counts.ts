import {
  type ClassroomId,
  classroomSeat,
  type InvitedClassroom,
  type LessonState,
  type RoomAttendance,
} from '@tongke/signaling/protocol/lesson';

/** A classroom with its attendance. */
export interface RoomCount {
  classroom: InvitedClassroom;
  taken: RoomAttendance | undefined;
  /** Pupils on the roster; null when there is none, or when it is not known. */
  expected: number | null;
}

/** Every classroom of a lesson: those that have not taken attendance first, then those with the most absent. Pure. */
export function roomCounts(
  { classrooms, attendance }: LessonState,
  sizes: ReadonlyMap<ClassroomId, number>,
): RoomCount[] {
  const counts = Object.values(classrooms).map((classroom) => {
    const taken = attendance.rooms[classroomSeat(classroom.classroomId)];
    return { classroom, taken, expected: taken ? taken.expected : (sizes.get(classroom.classroomId) ?? null) };
  });
  return counts.sort(
    (one, other) =>
      Number(one.taken !== undefined) - Number(other.taken !== undefined) || missingOf(other) - missingOf(one),
  );
}
const missingOf = ({ taken, expected }: RoomCount): number =>
  taken && expected !== null ? expected - taken.present : 0;

/** All classrooms together: heads, pupils expected where that is known, and who has not taken attendance. Pure. */
export function totalOf(counts: readonly RoomCount[]): { present: number; expected: number; waiting: number } {
  return {
    present: counts.reduce((sum, { taken }) => sum + (taken?.present ?? 0), 0),
    expected: counts.reduce((sum, { taken, expected }) => sum + (expected ?? taken?.present ?? 0), 0),
    waiting: counts.filter(({ taken }) => taken === undefined).length,
  };
}
