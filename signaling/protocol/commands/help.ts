/** A classroom calls the assistant. */
export const helpCommands = {};
