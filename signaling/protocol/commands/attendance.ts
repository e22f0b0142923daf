/** Who of a classroom is present. The log holds opaque pupil ids; names live in the directory. */
export const attendanceCommands = {};
