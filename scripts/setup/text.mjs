// @ts-check
// What set-up says, in both languages. A sentence that stops set-up names what is missing and how to give it by hand.

const en = {
  ready: (/** @type {string} */ seconds) => `Everything is set up (${seconds} s).`,
  waiting: (/** @type {number} */ pid) => `Another set-up is running (process ${pid}); waiting for it.`,
  stopped: 'Set-up was stopped; the next run goes on from here.',
  packages: 'Node 24 and npm packages',
  worker: 'mediasoup worker',
  workerDownload: 'trying the prebuilt one',
  workerBuild: (/** @type {string} */ step) =>
    `no prebuilt one within reach; building it, about three minutes: ${step}`,
  ffmpeg: 'ffmpeg',
  chromium: 'Chromium, for tests',
  redis: 'Redis, for tests',
  nginx: 'nginx, for tests',
  client: 'pages',
  downloading: (/** @type {number} */ percent) => `downloading, ${percent} %`,
  fetched: (/** @type {number} */ count) => `${count} fetched`,
  installing: (/** @type {number} */ percent) => `installing, ${percent} %`,
  aptUpdate: 'asking Debian for its list of packages',
  aptLocked: 'another program is installing packages; waiting for it',
  failed: (/** @type {string} */ step, /** @type {string} */ log) => `${step}: failed; the whole output is in ${log}`,
  oldNode: (/** @type {string} */ version) => `Set-up needs Node 18 or newer; this is ${version}.`,
  unknownTask: (/** @type {string} */ task, /** @type {string} */ tasks) =>
    `There is no task "${task}"; there are: ${tasks}.`,
  notThere: (/** @type {string} */ task, /** @type {string} */ file) => `"${task}" cannot run: ${file} is missing.`,
  noNpm: 'npm is missing: install it with Node (on Debian: apt install npm), then start again.',
  badVariable: (/** @type {string} */ name, /** @type {string} */ value) =>
    `${name} names ${value}, which is no program that can be run.`,
  packagesHint:
    'npm could not install the packages: it needs its registry, or a mirror of it given by `npm config set registry`.',
  workerHint: (/** @type {string} */ version, /** @type {string} */ reason) =>
    `mediasoup's worker ${version} could not be had${reason && ` (${reason})`}: allow its download, or build it on a Debian machine with scripts/worker-build/build-worker.sh and name it in MEDIASOUP_WORKER_BIN.`,
  programHint: (/** @type {string} */ name, /** @type {string} */ variable, /** @type {string} */ reason) =>
    `${name} is missing and could not be installed${reason && ` (${reason})`}: install it by hand and put it on the PATH, or name it in ${variable}.`,
  reasonNoApt: 'this system has no apt',
  reasonNoRoot: (/** @type {string} */ packages) =>
    `installing needs root or sudo without a password (apt-get install ${packages})`,
  reasonApt: (/** @type {string} */ packages) => `apt-get install ${packages} failed`,
};

/** @type {typeof en} */
const zh = {
  ready: (seconds) => `一切就绪（${seconds} 秒）。`,
  waiting: (pid) => `另一个安装正在进行（进程 ${pid}），等它完成。`,
  stopped: '安装已停止；下次运行会接着进行。',
  packages: 'Node 24 和 npm 软件包',
  worker: 'mediasoup 媒体进程',
  workerDownload: '尝试下载预编译版本',
  workerBuild: (step) => `无法取得预编译版本，正在编译，约三分钟：${step}`,
  ffmpeg: 'ffmpeg',
  chromium: '测试用的 Chromium',
  redis: '测试用的 Redis',
  nginx: '测试用的 nginx',
  client: '页面',
  downloading: (percent) => `下载 ${percent}%`,
  fetched: (count) => `已取得 ${count} 个`,
  installing: (percent) => `安装 ${percent}%`,
  aptUpdate: '读取 Debian 软件包列表',
  aptLocked: '另一个程序正在安装软件包，等它完成',
  failed: (step, log) => `${step}：失败；完整输出见 ${log}`,
  oldNode: (version) => `安装需要 Node 18 或更新版本；当前为 ${version}。`,
  unknownTask: (task, tasks) => `没有任务“${task}”；可用：${tasks}。`,
  notThere: (task, file) => `“${task}”无法运行：缺少 ${file}。`,
  noNpm: '缺少 npm：请随 Node 一起安装（Debian：apt install npm），然后重试。',
  badVariable: (name, value) => `${name} 指向 ${value}，它不是可以运行的程序。`,
  packagesHint: 'npm 无法安装软件包：需要访问它的软件源，或用 `npm config set registry` 指定镜像。',
  workerHint: (version, reason) =>
    `无法取得 mediasoup 媒体进程 ${version}${reason && `（${reason}）`}：请允许下载，或在 Debian 机器上用 scripts/worker-build/build-worker.sh 编译，并用 MEDIASOUP_WORKER_BIN 指定。`,
  programHint: (name, variable, reason) =>
    `缺少 ${name}，且无法自动安装${reason && `（${reason}）`}：请手动安装并放入 PATH，或用 ${variable} 指定。`,
  reasonNoApt: '此系统没有 apt',
  reasonNoRoot: (packages) => `安装需要 root 或免密码的 sudo（apt-get install ${packages}）`,
  reasonApt: (packages) => `apt-get install ${packages} 失败`,
};

/** Tells whether this terminal speaks Chinese, by the POSIX order of its locale variables. */
export function speaksChinese(/** @type {NodeJS.ProcessEnv} */ environment) {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return locale.toLowerCase().startsWith('zh');
}

/** Set-up's sentences in the terminal's language. */
export const text = speaksChinese(process.env) ? zh : en;

/** Both languages, for the test that compares them. */
export const languages = { en, zh };
