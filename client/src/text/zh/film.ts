export const film = {};
