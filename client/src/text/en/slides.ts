export const slides = {
  number: '{{page}} / {{pages}}',
  pageOf: '{{name}}, page {{page}} of {{pages}}',
  board: 'Board',
  pictures: 'Pictures',
};
