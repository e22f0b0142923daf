export const role = {
  teacher: '主讲教室',
  assistant: '导播',
  classroom: '听讲教室',
  inspector: '巡课',
  audience: '观众',
  recorder: '录播',
};
