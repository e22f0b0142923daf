export const ink = {};
