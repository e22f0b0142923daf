/** What is drawn on pages and boards: finished strokes, erasing, undo. */
export const inkCommands = {};
