import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Who of a classroom is present. The log holds opaque pupil ids; names live in the directory. */
export type AttendanceState = Record<never, never>;

export const emptyAttendance: AttendanceState = {};

/** Who of a classroom is present. The log holds opaque pupil ids; names live in the directory. */
export type AttendanceEvents = Record<never, never>;

export const attendanceEvents: EventDefinitions<AttendanceEvents> = {};

/** What a viewer may see of it. */
export const projectAttendance = (attendance: AttendanceState, _viewer: Viewer): AttendanceState => attendance;
