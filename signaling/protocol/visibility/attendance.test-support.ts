import type { AttendanceEvents } from '../attendance.ts';
import type { Rows } from './rows.test-support.ts';

export const attendanceRows: Rows<keyof AttendanceEvents> = {};
