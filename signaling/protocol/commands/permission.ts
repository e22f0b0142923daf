/** The switches for what rooms may do, and the one-key controls: pause, forbid all interaction. */
export const permissionCommands = {};
