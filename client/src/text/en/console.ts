export const console = {
  tools: 'Tools',
  hands: 'Hands',
  attendance: 'Attendance',
  help: 'Help',
  programme: 'Picture',
  question: 'Ask',
  chat: 'Messages',
  inquiry: 'Q&A',
  timer: 'Timer, stars',
  permission: 'Rights',
  slides: 'Slides',
  film: 'Film',
};
