import { speaksChinese } from '../setup/text.mjs';

const en = {
  running: (seconds: string) => `Tongke is running (started in ${seconds} s).`,
  here: 'On this machine',
  elsewhere: 'From another machine on this network',
  selfSigned: 'The certificate is self-signed: each browser warns once. Give your own by TLS_CERT and TLS_KEY.',
  data: (folder: string) => `Data:  ${folder}`,
  linksFile: (file: string) => `These links give rights. They are kept in ${file}, readable by you alone.`,
  stopHint: 'Ctrl-C closes everything in order.',
  lessons: 'Lessons (operator)',
  roles: {
    teacher: 'Teacher',
    assistant: 'Assistant',
    classroom: 'Classroom',
    inspector: 'Inspector',
    audience: 'Watch',
    recorder: 'Recorder',
  },
  portTaken: (wanted: number, port: number) => `Port ${wanted} is taken by another program; using ${port}.`,
  portTakenExplicit: (variable: string, port: number) =>
    `Port ${port} (${variable}) is taken by another program: end that one or give another port.`,
  noPort: (wanted: number) => `No free port was found from ${wanted} on.`,
  badPort: (name: string, value: string) => `${name} must be a port between 1 and 65535, not "${value}".`,
  badFlag: (flag: string) =>
    `There is no option ${flag}. Options: --port N, --https-port N, --data FOLDER, --spare, --twins, --no-demo.`,
  alreadyRuns: (folder: string, pid: number) => `Tongke already runs on the data folder ${folder} (process ${pid}).`,
  badKey: (file: string) => `${file} does not hold 64 hexadecimal digits: remove it and start again.`,
  notReady: (name: string, log: string) => `${name} did not start; its log is ${log}.`,
  restarted: (name: string, why: string) => `${name} ended unexpectedly (${why}); starting it again.`,
  restartLater: (name: string, why: string, seconds: string) =>
    `${name} ended unexpectedly (${why}); starting it again in ${seconds} s.`,
  closing: 'Closing: recordings first. (Ctrl-C again ends at once.)',
  closed: 'Closed.',
  killed: (name: string) => `${name} did not close in time and was ended.`,
  noDemo: (reason: string) =>
    `The demo lesson could not be opened (${reason}); lessons can be made on the lessons page.`,
  demoSchool: 'Demo School',
  demoClassroom: (number: number) => `Classroom ${number}`,
  demoTitle: 'Demo lesson',
  demoSubject: 'Science',
  demoTeacher: 'Ms Wang',
};

/** What `npm start` says, in one language. */
export type StartText = typeof en;

const zh: StartText = {
  running: (seconds) => `同课已启动(用时 ${seconds} 秒)。`,
  here: '在本机打开',
  elsewhere: '在同一网络的其他电脑上打开',
  selfSigned: '证书为自签名：每个浏览器会提示一次。可用 TLS_CERT 和 TLS_KEY 指定自己的证书。',
  data: (folder) => `数据目录：${folder}`,
  linksFile: (file) => `以上链接带有权限，保存在 ${file}，仅您可读。`,
  stopHint: '按 Ctrl-C 依次关闭全部进程。',
  lessons: '课程管理',
  roles: {
    teacher: '主讲教师',
    assistant: '导播',
    classroom: '听讲教室',
    inspector: '巡课',
    audience: '观看',
    recorder: '录制',
  },
  portTaken: (wanted, port) => `端口 ${wanted} 已被其他程序占用，改用 ${port}。`,
  portTakenExplicit: (variable, port) => `端口 ${port}（${variable}）已被其他程序占用：请关闭该程序或指定其他端口。`,
  noPort: (wanted) => `从 ${wanted} 起没有找到空闲端口。`,
  badPort: (name, value) => `${name} 必须是 1 到 65535 之间的端口，而不是“${value}”。`,
  badFlag: (flag) => `没有选项 ${flag}。可用选项:--port N、--https-port N、--data 目录、--spare、--twins、--no-demo。`,
  alreadyRuns: (folder, pid) => `同课已在数据目录 ${folder} 上运行(进程 ${pid})。`,
  badKey: (file) => `${file} 不是 64 位十六进制数：请删除它后重新启动。`,
  notReady: (name, log) => `${name} 没有启动成功；日志见 ${log}。`,
  restarted: (name, why) => `${name} 意外结束（${why}），正在重新启动。`,
  restartLater: (name, why, seconds) => `${name} 意外结束（${why}），${seconds} 秒后重新启动。`,
  closing: '正在关闭，先结束录制。（再按一次 Ctrl-C 立即结束。）',
  closed: '已关闭。',
  killed: (name) => `${name} 未能及时关闭，已强制结束。`,
  noDemo: (reason) => `无法打开演示课程（${reason}）；可在课程管理页面创建课程。`,
  demoSchool: '演示学校',
  demoClassroom: (number) => `第 ${number} 教室`,
  demoTitle: '演示课程',
  demoSubject: '科学',
  demoTeacher: '王老师',
};

/** Both languages, for the test that compares them. */
export const languages = { en, zh };

/** The sentences in the terminal's language. */
export const text: StartText = speaksChinese(process.env) ? zh : en;
