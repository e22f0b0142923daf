/** Groups of classrooms that hear only each other. */
export const groupCommands = {};
