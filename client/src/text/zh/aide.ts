export const aide = {
  open: '本班老师',
  title: '本班操作',
  hide: '收起',
  question: '答题',
  card: '答题卡',
  chat: '消息',
  inquiry: '问老师',
  praise: '鼓掌',
  audio: '声音',
};
