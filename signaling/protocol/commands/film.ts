/** Films and music played to all rooms in step on the lesson clock. */
export const filmCommands = {};
