export const console = {
  tools: 'Tools',
  hands: 'Hands',
  programme: 'Picture',
  question: 'Ask',
};
