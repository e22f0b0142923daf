export const own = {
  picture: '本教室',
  camera: {
    open: '摄像头已开',
    closed: '摄像头已关',
    opening: '正在打开……',
    forbidden: '摄像头被老师关闭',
    failed: '没有摄像头',
    close: '关摄像头（{{key}} 键）',
    tryOpen: '开摄像头（{{key}} 键）',
  },
  microphone: {
    open: '话筒已开',
    closed: '话筒已关',
    opening: '正在打开……',
    forbidden: '话筒被老师关闭',
    failed: '没有话筒',
    close: '关话筒（{{key}} 键）',
    tryOpen: '开话筒（{{key}} 键）',
  },
};
