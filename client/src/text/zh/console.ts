export const console = {
  tools: '工具',
  hands: '举手',
  programme: '大画面',
  question: '提问',
};
