export const slides = {
  number: '{{page}} / {{pages}}',
  pageOf: '{{name}}，第 {{page}} 页，共 {{pages}} 页',
  board: '白板',
  pictures: '图片',
};
