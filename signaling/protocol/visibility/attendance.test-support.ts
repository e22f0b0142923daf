import type { AttendanceEvents } from '../attendance.ts';
import { pupilId } from '../ids.ts';
import { classroomOf, type Rows, staffAndClassroom, viewers } from './rows.test-support.ts';

const { participantId } = viewers.classroom;
const { classroomId, schoolId } = classroomOf;

export const attendanceRows: Rows<keyof AttendanceEvents> = {
  attendanceTaken: [
    {
      event: {
        type: 'attendanceTaken',
        attendance: {
          participantId,
          classroomId,
          schoolId,
          expected: 2,
          present: 1,
          absent: [{ pupilId: pupilId('pupil-1'), reason: 'ill' }],
        },
        attending: [pupilId('pupil-2')],
      },
      seenBy: staffAndClassroom,
    },
  ],
};
