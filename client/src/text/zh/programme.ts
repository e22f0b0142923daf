/** Which picture stands large in every room, and who decides. */
export const programme = {
  title: '大画面',
  camera: '老师',
  board: '黑板',
  table: '桌面',
  screen: '屏幕',
  slides: '课件',
  film: '影片',
  auto: '自动',
  left: '已下台的教室',
  large: '正在放大',
  nothing: '还没有画面。打开摄像头或共享屏幕后，就能在这里选。',
  nowShown: '大画面：{{name}}',
  direct: '自动切换',
  directed: '正在自动切换',
  directHint: '谁说话、谁上台、写了什么，就自动放大谁。',
  directedHint: '您随时可以自己选画面，自动切换就会停下。',
  choose: {
    board: '拍黑板的摄像头',
    table: '拍桌面的摄像头',
    none: '不用',
  },
};
