export const console = {
  tools: 'Tools',
  hands: 'Hands',
  programme: 'Picture',
  question: 'Ask',
  chat: 'Messages',
  inquiry: 'Q&A',
  timer: 'Timer, stars',
  permission: 'Rights',
  slides: 'Slides',
};
