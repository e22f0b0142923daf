export const permission = {};
