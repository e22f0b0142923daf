export const aide = {
  open: 'Aide',
  title: 'This classroom',
  hide: 'Hide',
  question: 'Answers',
  card: 'Cards',
  chat: 'Messages',
  inquiry: 'Ask',
  praise: 'Applaud',
  audio: 'Sound',
};
