export const aide = {
  open: '本班老师',
  title: '本班操作',
  hide: '收起',
  question: '答题',
};
