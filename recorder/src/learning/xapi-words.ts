/** What the command says of one archive. */
interface Told {
  lesson: string;
  statements: number;
  classrooms: number;
  pupils: number;
}

const en = {
  usage: 'usage: npm run archive -- xapi (LESSON... | --all) [--deliver] [--again] [--data FOLDER] [--json]',
  help: `Writes the learning records of lessons (xAPI 2.0 statements and tables) beside their archives.

  npm run archive -- xapi LESSON...   of these lessons
  npm run archive -- xapi --all       of all lessons that are over
    --deliver       sends what is not delivered to the Learning Record Store, until it has taken it
    --again         sends everything again, with what was refused before
    --data FOLDER   the data folder (TONGKE_DATA_DIR, else ./data)
    --json          one JSON object a line

  Environment: XAPI_HOME (address of this installation), XAPI_URL, XAPI_KEY, XAPI_SECRET (the store),
  XAPI_LANGUAGE (zh-CN), XAPI_REPLAY_LINKS (yes).
  Exit code: 0 done, 1 failed, 2 wrongly called, 3 not all of it: not over, refused, or not delivered yet.`,
  noStore: 'No Learning Record Store is set: XAPI_URL is empty.',
  noArchive: (lesson: string) => `${lesson}: there is no archive of this lesson.`,
  notOver: (lesson: string) => `${lesson}: not over yet, or never begun.`,
  written: ({ lesson, statements, classrooms, pupils }: Told) =>
    `${lesson}: ${statements} statements, ${classrooms} classrooms, ${pupils} pupils.`,
  delivered: (lesson: string, delivered: number, refused: number) =>
    `${lesson}: ${delivered} delivered, ${refused} refused${refused > 0 ? ' (kept in refused.jsonl)' : ''}.`,
  undelivered: (lesson: string) => `${lesson}: not all of it is delivered yet.`,
};
export type XapiWords = typeof en;

const zh: XapiWords = {
  usage: '用法：npm run archive -- xapi (课程号... | --all) [--deliver] [--again] [--data 目录] [--json]',
  help: `在课程档案旁生成学习记录（xAPI 2.0 语句和表格）。

  npm run archive -- xapi 课程号...   指定的课程
  npm run archive -- xapi --all       所有已结束的课程
    --deliver       把尚未送达的记录发往学习记录库，直到对方收下
    --again         全部重新发送，包括先前被拒收的
    --data 目录     数据目录（TONGKE_DATA_DIR，否则为 ./data）
    --json          每行输出一个 JSON 对象

  环境变量：XAPI_HOME（本系统的地址）、XAPI_URL、XAPI_KEY、XAPI_SECRET（学习记录库）、
  XAPI_LANGUAGE（zh-CN）、XAPI_REPLAY_LINKS（yes）。
  退出码：0 完成，1 失败，2 用法有误，3 未全部完成：课程未结束、有记录被拒收或尚未送达。`,
  noStore: '没有设置学习记录库：XAPI_URL 为空。',
  noArchive: (lesson) => `${lesson}：没有这节课的档案。`,
  notOver: (lesson) => `${lesson}：尚未结束，或从未开始。`,
  written: ({ lesson, statements, classrooms, pupils }) =>
    `${lesson}：${statements} 条语句，${classrooms} 个教室，${pupils} 名学生。`,
  delivered: (lesson, delivered, refused) =>
    `${lesson}：送达 ${delivered} 条，拒收 ${refused} 条${refused > 0 ? '（保存在 refused.jsonl）' : ''}。`,
  undelivered: (lesson) => `${lesson}：尚未全部送达。`,
};

/** In the language that the terminal speaks (POSIX: LC_ALL before LC_MESSAGES before LANG). */
export function xapiWords({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): XapiWords {
  return (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('zh') ? zh : en;
}
