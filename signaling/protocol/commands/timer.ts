/** A timer that all rooms see. */
export const timerCommands = {};
