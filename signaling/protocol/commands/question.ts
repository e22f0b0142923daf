/** Questions to the class and their answers, per classroom and, where known, per pupil. */
export const questionCommands = {};
