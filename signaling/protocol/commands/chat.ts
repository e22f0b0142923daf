/** Messages between a classroom and staff, and from staff to all. */
export const chatCommands = {};
