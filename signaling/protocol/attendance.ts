import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, ParticipantId, PupilId, SchoolId } from './ids.ts';
import { isStaff } from './role.ts';
import type { Viewer } from './visibility.ts';

/** Why a pupil is not in class. */
export const absenceReasons = ['ill', 'leave', 'other'] as const;
export type AbsenceReason = (typeof absenceReasons)[number];

export interface Absence {
  pupilId: PupilId;
  reason: AbsenceReason;
}

/** Who of a classroom is present, as its aide last confirmed it. */
export interface RoomAttendance {
  participantId: ParticipantId;
  classroomId: ClassroomId;
  schoolId: SchoolId;
  /** Pupils on the classroom's roster; null for a classroom that has none. */
  expected: number | null;
  /** Heads that the aide has counted in the room. */
  present: number;
  absent: Absence[];
  /** When it was first taken, and last changed. Milliseconds since the epoch. */
  takenAt: number;
  changedAt: number;
}

/** Who is present: staff see every classroom, a classroom itself. */
export interface AttendanceState {
  rooms: Record<ParticipantId, RoomAttendance>;
}

export const emptyAttendance: AttendanceState = { rooms: {} };

/** Attendance as the log keeps it: opaque pupil ids; names live in the directory and are in no event. */
export interface AttendanceEvents {
  /** Taken or corrected. `attending` are the pupils of the roster who are not absent: for the log, not for the state. */
  attendanceTaken: {
    attendance: Omit<RoomAttendance, 'takenAt' | 'changedAt'>;
    attending: PupilId[];
  };
}

export const attendanceEvents: EventDefinitions<AttendanceEvents> = {
  attendanceTaken: {
    visibility: ({ attendance }) => ({ to: 'seat', participantId: attendance.participantId }),
    evolve: (state, { attendance }, at, records) => {
      const { rooms } = state.attendance;
      const takenAt = rooms[attendance.participantId]?.takenAt ?? at;
      const room: RoomAttendance = { ...attendance, takenAt, changedAt: at };
      return { ...state, attendance: { rooms: records.set(rooms, attendance.participantId, room) } };
    },
  },
};

/** What a viewer may see of it. */
export function projectAttendance(attendance: AttendanceState, { participantId, role }: Viewer): AttendanceState {
  if (isStaff(role)) return attendance;
  const own = attendance.rooms[participantId];
  return own ? { rooms: { [participantId]: own } } : emptyAttendance;
}
