export const praise = {};
