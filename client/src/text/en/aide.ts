export const aide = {
  open: 'Aide',
  title: 'This classroom',
  hide: 'Hide',
  question: 'Answers',
  chat: 'Messages',
  inquiry: 'Ask',
  praise: 'Applaud',
};
