/** Which of two teachers leads the lesson, and trial lessons. */
export const leadCommands = {};
