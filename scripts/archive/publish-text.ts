import type { PublishRefusal } from '@tongke/recorder/archive-tool';
import { speaksChinese } from '../setup/text.mjs';

/** What `npm run archive -- film|export` say, in one language. */
export interface PublishText {
  readonly language: 'zh' | 'en';
  readonly filmUsage: string;
  readonly exportUsage: string;
  readonly cutUsage: string;
  readonly cutting: (name: string) => string;
  readonly cut: (facts: { link: string; from: string; to: string }) => string;
  readonly exporting: (name: string) => string;
  readonly exported: (path: string, files: number) => string;
  readonly steps: Readonly<Record<'sound' | 'pictures', string>>;
  readonly making: (name: string) => string;
  readonly progress: (step: string, percent: number) => string;
  readonly made: (path: string, megabytes: string) => string;
  readonly stopped: string;
  readonly needsOne: string;
  readonly refused: (name: string, reason: string) => string;
  readonly refusals: { readonly [Reason in PublishRefusal['reason']]: (detail: string) => string };
}

const en: PublishText = {
  language: 'en',
  filmUsage: `npm run archive -- film ARCHIVE... [options]
Makes a film of a sealed archive, into its folder published/.
  ARCHIVE             a lesson's id, an archive's folder name or its path
  --layout WHAT       programme: what was large in class (default); stage, slides or teacher: that, wherever there is one
  --slides-and-voice  a small film for thin lines: pages, ink and voices
  --tracks            each track as a file of its own, as it was sent
  --from, --to TIME   a part of the lesson, as 12:30 or 1:02:03
  --language zh|en    of the chapters; default: the terminal's
  --data DIR          the data folder (default: TONGKE_DATA_DIR, else data)
  --json              the last line of standard output is one JSON object
Ends with 0: made; 2: wrong use; 3: refused, or the disk did not allow it; 130: stopped, and nothing half is left.`,
  exportUsage: `npm run archive -- export ARCHIVE... [options]
Makes what plays on any computer without a network: unpack it and double-click index.html. Makes the film first where there is none.
  ARCHIVE          a lesson's id, an archive's folder name or its path
  --out PATH       a folder, or a file that ends with .zip; default: published/export.zip in the archive
  --with-archive   with the public archive itself, to be checked and replayed elsewhere; never with anything private
  --language zh|en of the film's chapters; default: the terminal's
  --data DIR       the data folder (default: TONGKE_DATA_DIR, else data)
  --json           the last line of standard output is one JSON object
Ends with 0: made; 2: wrong use; 3: refused, or the disk did not allow it; 130: stopped, and nothing half is left.`,
  cutUsage: `npm run archive -- cut ARCHIVE --from 12:30 --to 18:00 --title WORDS
Cuts a part of a lesson out, as an archive of its own with a link of its own: a micro-lesson. Nothing is encoded again, so it begins with the
teacher's key frame at or before the wanted moment; where it begins is said.
  ARCHIVE      a lesson's id, an archive's folder name or its path
  --data DIR   the data folder (default: TONGKE_DATA_DIR, else data)
  --json       the last line of standard output is one JSON object
Ends with 0: made; 2: wrong use; 3: refused, or the disk did not allow it; 130: stopped, and nothing half is left.`,
  cutting: (name) => `Cut of ${name}`,
  cut: ({ link, from, to }) => `${from} to ${to}: ${link}`,
  exporting: (name) => `Export of ${name}`,
  exported: (path, files) => `${path}  ${files} files`,
  steps: { sound: 'mixing the sound', pictures: 'making the pictures' },
  making: (name) => `Film of ${name}`,
  progress: (step, percent) => `${step}, ${percent} %`,
  made: (path, megabytes) => `${path}  ${megabytes} MB`,
  stopped: 'Stopped. Nothing half was left.',
  needsOne: 'name at least one archive',
  refused: (name, reason) => `${name}: ${reason}`,
  refusals: {
    noFfmpeg: () => 'ffmpeg is missing: install it, or give its path by FFMPEG_PATH.',
    unsealed: () => 'It is not sealed: it is being recorded, or was left. repair seals what was left.',
    unreadable: (detail) => `${detail} is missing or cannot be read: verify says more.`,
    empty: () => 'There is nothing in it to be shown.',
    diskFull: () => 'The disk is full. Nothing half was left; make room and start again.',
    deleted: () => 'It was deleted, by rule or by decision.',
    exists: (detail) => `${detail} is there already, and was left as it is.`,
  },
};

const zh: PublishText = {
  language: 'zh',
  filmUsage: `npm run archive -- film 档案... [选项]
由已封存的档案制作影片，存入其 published/ 目录。
  档案                课程编号、档案目录名或路径
  --layout 画面       programme：课堂上的大画面（默认）；stage、slides、teacher：有上台教室、课件或教师时以其为主
  --slides-and-voice  适合窄带网络的小影片：课件、笔迹和声音
  --tracks            每条轨道各存为一个文件，不转码
  --from、--to 时间   只取一段，如 12:30 或 1:02:03
  --language zh|en    章节所用语言；默认与终端相同
  --data 目录         数据目录（默认取 TONGKE_DATA_DIR，否则为 data）
  --json              标准输出的最后一行是一个 JSON 对象
退出码：0 已完成；2 用法错误；3 拒绝处理，或磁盘不允许；130 已中止，不留半成品。`,
  exportUsage: `npm run archive -- export 档案... [选项]
导出为无需网络、在任何电脑上都能播放的内容：解压后双击 index.html。没有影片时先制作影片。
  档案             课程编号、档案目录名或路径
  --out 路径       目录，或以 .zip 结尾的文件；默认为档案中的 published/export.zip
  --with-archive   附带公开档案本身，可在别处校验和回放；绝不包含任何非公开内容
  --language zh|en 影片章节所用语言；默认与终端相同
  --data 目录      数据目录（默认取 TONGKE_DATA_DIR，否则为 data）
  --json           标准输出的最后一行是一个 JSON 对象
退出码：0 已完成；2 用法错误；3 拒绝处理，或磁盘不允许；130 已中止，不留半成品。`,
  cutUsage: `npm run archive -- cut 档案 --from 12:30 --to 18:00 --title 标题
从课程中剪出一段，成为独立的档案和链接，即微课。不重新编码，所以从所要时刻或之前最近的教师画面关键帧开始，并说明实际起点。
  档案         课程编号、档案目录名或路径
  --data 目录  数据目录（默认取 TONGKE_DATA_DIR，否则为 data）
  --json       标准输出的最后一行是一个 JSON 对象
退出码：0 已完成；2 用法错误；3 拒绝处理，或磁盘不允许；130 已中止，不留半成品。`,
  cutting: (name) => `剪辑 ${name}`,
  cut: ({ link, from, to }) => `${from} 至 ${to}：${link}`,
  exporting: (name) => `导出 ${name}`,
  exported: (path, files) => `${path}  ${files} 个文件`,
  steps: { sound: '正在混音', pictures: '正在制作画面' },
  making: (name) => `${name} 的影片`,
  progress: (step, percent) => `${step}，${percent}%`,
  made: (path, megabytes) => `${path}  ${megabytes} MB`,
  stopped: '已中止，未留下半成品。',
  needsOne: '请至少写明一个档案',
  refused: (name, reason) => `${name}：${reason}`,
  refusals: {
    noFfmpeg: () => '缺少 ffmpeg：请安装，或用 FFMPEG_PATH 指明其路径。',
    unsealed: () => '尚未封存：正在录制，或录制曾中断。中断的档案可用 repair 封存。',
    unreadable: (detail) => `${detail} 缺失或无法读取，详情请用 verify 查看。`,
    empty: () => '其中没有可展示的内容。',
    diskFull: () => '磁盘已满。未留下半成品，请腾出空间后重试。',
    deleted: () => '已按规定或决定删除。',
    exists: (detail) => `${detail} 已经存在，未作改动。`,
  },
};

/** Both languages, for the test that compares them. */
export const publishLanguages = { en, zh };

/** The sentences in the terminal's language. */
export const publishText: PublishText = speaksChinese(process.env) ? zh : en;
