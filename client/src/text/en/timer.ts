export const timer = {};
