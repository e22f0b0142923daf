export const aide = {
  open: 'Aide',
  title: 'This classroom',
  hide: 'Hide',
  attendance: 'Attendance',
  question: 'Answers',
  card: 'Cards',
  chat: 'Messages',
  inquiry: 'Ask',
  praise: 'Applaud',
  help: 'Help',
  audio: 'Sound',
};
