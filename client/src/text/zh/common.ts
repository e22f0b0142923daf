export const common = {
  product: '同课',
  close: '关闭',
  cancel: '取消',
  ok: '好的',
  retry: '再试一次',
  reload: '重新打开本页',
  loading: '请稍候……',
  pageFailed: '本页出了问题。请重新打开；课堂不受影响。',
};
