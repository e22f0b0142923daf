/** Praise stars and applause. */
export const praiseCommands = {};
