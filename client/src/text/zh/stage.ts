export const stage = {
  title: '台上',
  empty: '台上还没有教室',
  emptyHint: '在下面点“请上台”，这个教室就能被所有人看到和听到。',
  you: '你们在台上',
  noPicture: '没有画面',
  cameraClosed: '摄像头已关',
  microphoneClosed: '话筒已关',
  microphoneOpen: '话筒已开',
  away: '网络断了',
  screen: '屏幕',
  teacher: '主讲教师',
  waitingTeacher: '等主讲老师打开画面',
};
