/** How much a catalogue holds at most; each answer `tooMany`. */
export const catalogueLimits = {
  schools: 50_000,
  classroomsPerSchool: 500,
  /** Links of one teacher that hold at once. */
  accessesPerTeacher: 20,
  /** Codes on screens at once. Few enough that a mistyped code hardly ever meets another's. */
  pairings: 500,
} as const;
