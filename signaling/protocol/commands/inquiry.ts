/** What classrooms ask, in a queue that staff sort and answer. */
export const inquiryCommands = {};
