import type { EraseRefusal } from '@tongke/recorder/archive-tool';
import { speaksChinese } from '../setup/text.mjs';

/** What `npm run archive -- delete|hold|release|retain|expire` say, in one language. */
export interface KeepingText {
  readonly usage: string;
  readonly needsOne: string;
  readonly needsWhy: string;
  readonly needsYes: (names: string) => string;
  readonly deleted: (name: string) => string;
  readonly wouldDelete: (name: string) => string;
  readonly nothingDue: string;
  readonly held: (lessonId: string) => string;
  readonly released: (lessonId: string) => string;
  readonly retained: (whose: string | null, days: number | null) => string;
  readonly refusals: { readonly [Reason in EraseRefusal['reason']]: (detail: string) => string };
}

const en: KeepingText = {
  usage: `npm run archive -- delete ARCHIVE... --why WORDS --yes [--only PART]
npm run archive -- hold|release LESSON... --why WORDS
npm run archive -- retain [LESSON...] --days N|ever --why WORDS
npm run archive -- expire [--dry-run]
  delete   erases archives for ever. A small signed manifest stays, so that links say that they were deleted
  --only   media: all pictures and sounds; pictures: all pictures; roomPictures: those of classrooms. Logs and pages stay then
  hold     nothing of a lesson is deleted, by nobody and no rule, until release
  retain   how many days after their end lessons are kept: of the lessons named, or of all that have no rule of their own
  expire   deletes what is due by the rules; a recorder does so by itself every six hours
  --by     who does it, for the record; default: the machine's user
  --data DIR  the data folder (default: TONGKE_DATA_DIR, else data)
  --json      the last line of standard output is one JSON object
Who did what, when and why stands in archive-keeping.jsonl of the data folder, in lines that cannot be taken out unseen.
Ends with 0: done; 2: wrong use; 3: refused, or the disk did not allow it.`,
  needsOne: 'name at least one archive or lesson',
  needsWhy: 'say why: --why WORDS',
  needsYes: (names) => `This would be deleted for ever: ${names}. Add --yes.`,
  deleted: (name) => `${name}: deleted`,
  wouldDelete: (name) => `${name}: would be deleted`,
  nothingDue: 'Nothing is due.',
  held: (lessonId) => `${lessonId}: on hold`,
  released: (lessonId) => `${lessonId}: released`,
  retained: (whose, days) =>
    `${whose ?? 'All lessons without a rule of their own'}: kept ${days === null ? 'for ever' : `${days} days`}`,
  refusals: {
    owned: (owner) => `left alone: process ${owner} records it now.`,
    unsealed: () => 'left alone: it is not sealed. A recorder may go on with it; repair seals what was left.',
    unreadable: () => 'left alone: its manifest is missing or cannot be read, or its folder is a link.',
    notVouched: () => 'left alone: its manifest is not signed by a known key. A new signature would hide that.',
    held: (why) => `left alone: it is on hold (${why}).`,
    erased: () => 'it was deleted before.',
  },
};

const zh: KeepingText = {
  usage: `npm run archive -- delete 档案... --why 原因 --yes [--only 部分]
npm run archive -- hold|release 课程... --why 原因
npm run archive -- retain [课程...] --days 天数|ever --why 原因
npm run archive -- expire [--dry-run]
  delete   永久删除档案；保留一份签名的小清单，链接会说明已删除
  --only   media：全部画面与声音；pictures：全部画面；roomPictures：各教室的画面。日志与课件保留
  hold     冻结：在 release 之前，任何人、任何规则都不能删除该课程的内容
  retain   下课后保存多少天：写明课程则只对其有效，否则对所有没有单独规定的课程有效
  expire   按规定删除到期的档案；录制端每六小时也会自行执行
  --by     经办人，写入记录；默认为本机用户
  --data 目录  数据目录（默认取 TONGKE_DATA_DIR，否则为 data）
  --json       标准输出的最后一行是一个 JSON 对象
何人、何时、为何做了什么，都记在数据目录的 archive-keeping.jsonl 中，任何一行被抽走都会被发现。
退出码：0 已完成；2 用法错误；3 拒绝处理，或磁盘不允许。`,
  needsOne: '请至少写明一个档案或课程',
  needsWhy: '请说明原因：--why 原因',
  needsYes: (names) => `以下内容将被永久删除：${names}。如确认，请加 --yes。`,
  deleted: (name) => `${name}：已删除`,
  wouldDelete: (name) => `${name}：将被删除`,
  nothingDue: '没有到期的档案。',
  held: (lessonId) => `${lessonId}：已冻结`,
  released: (lessonId) => `${lessonId}：已解除冻结`,
  retained: (whose, days) => `${whose ?? '没有单独规定的所有课程'}：${days === null ? '永久保存' : `保存 ${days} 天`}`,
  refusals: {
    owned: (owner) => `未作改动：进程 ${owner} 正在录制。`,
    unsealed: () => '未作改动：尚未封存，录制端可能还会继续；中断的档案可用 repair 封存。',
    unreadable: () => '未作改动：清单缺失或无法读取，或其目录是一个链接。',
    notVouched: () => '未作改动：清单没有已知公钥的签名，重新签名会掩盖这一点。',
    held: (why) => `未作改动：已冻结（${why}）。`,
    erased: () => '此前已删除。',
  },
};

/** Both languages, for the test that compares them. */
export const keepingLanguages = { en, zh };

/** The sentences in the terminal's language. */
export const keepingText: KeepingText = speaksChinese(process.env) ? zh : en;
