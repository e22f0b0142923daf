export const console = {
  tools: '工具',
  hands: '举手',
  attendance: '出勤',
  help: '求助',
  programme: '大画面',
  question: '提问',
  chat: '消息',
  inquiry: '答疑',
  timer: '计时表扬',
  permission: '权限',
  slides: '课件',
  film: '影片',
};
