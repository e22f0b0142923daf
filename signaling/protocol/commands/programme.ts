/** Which of the teacher's pictures is the programme, and who decides: a person or the director. */
export const programmeCommands = {};
