export const common = {
  product: '同课',
  close: '关闭',
  cancel: '取消',
  ok: '好的',
  retry: '再试一次',
  reload: '重新打开本页',
  bright: '教室很亮：用浅色',
  dark: '教室较暗：用深色',
  loading: '请稍候……',
  pageFailed: '本页出了问题。请重新打开；课堂不受影响。',
  print: '打印',
  table: '下载表格',
};
