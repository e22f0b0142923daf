import type { Fault, Refusal, RepairStep } from '@tongke/recorder/archive-tool';
import type { ArchiveHealingSource } from '@tongke/signaling/protocol/lesson';
import { speaksChinese } from '../setup/text.mjs';

/** A sentence for each kind of a union. */
type Sentences<Union extends object, Key extends keyof Union> = {
  readonly [Kind in Union[Key] & string]: (value: Extract<Union, Record<Key, Kind>>) => string;
};

/** What `npm run archive` says, in one language. */
export interface ArchiveText {
  readonly usage: string;
  readonly badUsage: (what: string) => string;
  readonly noArchive: (wanted: string) => string;
  readonly noArchives: (folder: string) => string;
  readonly badKey: (reason: string) => string;
  readonly failed: (name: string, reason: string) => string;
  readonly checking: (name: string) => string;
  readonly files: (done: number, of: number) => string;
  readonly whole: string;
  readonly faultCount: (count: number) => string;
  readonly uncertified: string;
  readonly recording: string;
  readonly certificate: (facts: {
    keyId: string;
    revision: number;
    received: string;
    expected: string;
    lostPackets: number;
    gaps: number;
  }) => string;
  readonly healed: (facts: { count: number; seconds: string; frames: number }) => string;
  readonly healedLayer: (facts: {
    trackId: string;
    layer: number;
    how: ArchiveHealingSource;
    seconds: string;
    frames: number;
  }) => string;
  readonly noLog: string;
  readonly left: (count: number) => string;
  readonly wouldDo: string;
  readonly nothingToDo: string;
  readonly states: Readonly<Record<'sealed' | 'recording' | 'unsealed' | 'unreadable' | 'deleted', string>>;
  readonly listed: (facts: { revision: number; certified: boolean; tracks: number; megabytes: string }) => string;
  readonly faults: Sentences<Fault, 'type'>;
  readonly refusals: Sentences<Refusal, 'reason'>;
  readonly steps: Sentences<RepairStep, 'type'>;
}

const sourcesInEnglish: Record<ArchiveHealingSource, string> = {
  edge: "kept by the sender's browser",
  recorder: 'received by another recorder',
  late: 'came when its segment was written already',
};
const sourcesInChinese: Record<ArchiveHealingSource, string> = {
  edge: '由发送端的浏览器留存后补传',
  recorder: '由另一台录制机收到',
  late: '分段写完后才到达',
};

const en: ArchiveText = {
  usage: `npm run archive -- list|verify|repair [ARCHIVE...] [options]
  ARCHIVE       a lesson's id, an archive's folder name or its path; none: all of the data folder
  --data DIR    the data folder (default: TONGKE_DATA_DIR, else data)
  --key FILE    a public key (PEM) whose signatures are believed; repeatable; default: the recorder's own
  --json        the last line of standard output is one JSON object
  repair:
  --dry-run     says what would be done, and does nothing
  --seal-open   seals an archive too whose log does not say that the lesson ended
Ends with 0: all in order; 1: faults found, or left; 2: wrong use; 3: refused, or the disk did not allow it.
Films: npm run archive -- film --help, export --help, cut --help. Deleting and keeping: delete --help. Learning records: npm run archive -- xapi --help`,
  badUsage: (what) => `This cannot be done: ${what}`,
  noArchive: (wanted) => `There is no archive "${wanted}".`,
  noArchives: (folder) => `There are no archives in ${folder}.`,
  badKey: (reason) => `A key cannot be used: ${reason}.`,
  failed: (name, reason) => `${name}: could not be read or written: ${reason}`,
  checking: (name) => `Checking ${name}`,
  files: (done, of) => `${done} of ${of} files`,
  whole: 'in order',
  faultCount: (count) => (count === 1 ? 'one fault' : `${count} faults`),
  uncertified: 'without certificate: recorded before there were any; nobody vouches for it',
  recording: 'being recorded now: what is there so far was checked',
  certificate: ({ keyId, revision, received, expected, lostPackets, gaps }) =>
    `certified by ${keyId}, revision ${revision}: ${received} of ${expected} of media, ${lostPackets} packets lost, ${gaps} gaps declared`,
  healed: ({ count, seconds, frames }) =>
    `healed: ${seconds} s in ${count} places, ${frames} frames, bit for bit as they were sent`,
  healedLayer: ({ trackId, layer, how, seconds, frames }) =>
    `track ${trackId}, layer ${layer}: ${seconds} s, ${frames} frames, ${sourcesInEnglish[how]}`,
  noLog: 'a public copy: the whole log is not here and was not checked',
  left: (count) => `${count} still not in order`,
  wouldDo: 'would be done:',
  nothingToDo: 'nothing to do',
  states: {
    sealed: 'sealed',
    recording: 'recording',
    unsealed: 'unsealed',
    unreadable: 'unreadable',
    deleted: 'deleted',
  },
  listed: ({ revision, certified, tracks, megabytes }) =>
    `revision ${revision}, ${certified ? 'certified' : 'without certificate'}, ${tracks} tracks, ${megabytes} MB`,
  faults: {
    manifestMissing: () => 'manifest.json is missing.',
    manifestUnreadable: ({ reason }) => `manifest.json cannot be read: ${reason}.`,
    newerVersion: ({ version }) =>
      `It was written in version ${version} of the format by a newer Tongke. This one does not understand it, and leaves it alone.`,
    unsealed: () => 'It was never sealed, and nobody records it now: repair seals it.',
    signatureMissing: () => 'It had a certificate, and its signature is missing.',
    signatureBroken: ({ keyId }) => `The manifest is not what ${keyId} has signed.`,
    signatureForeign: ({ keyId }) => `Foreign signature: it was signed by ${keyId}, which is none of the known keys.`,
    unsafePath: ({ path }) => `${path}: the name leads out of the archive, or through a link. It was not opened.`,
    missing: ({ path }) => `${path}: missing.`,
    truncated: ({ path, expectedBytes, foundBytes }) =>
      `${path}: truncated, ${foundBytes} of ${expectedBytes} bytes are there.`,
    altered: ({ path }) => `${path}: altered.`,
    swapped: ({ path, holds }) => `${path}: swapped, it holds what belongs into ${holds}.`,
    logLine: ({ path, line }) => `${path}: line ${line} is not what was written.`,
    logLength: ({ path, expectedLines, foundLines }) => `${path}: ${foundLines} lines instead of ${expectedLines}.`,
    holeUndeclared: ({ trackId, layer, fromMs, toMs }) =>
      `Track ${trackId}, layer ${layer}: nothing from ${fromMs} to ${toMs} ms, and no gap says so.`,
    revisionMissing: ({ path }) => `${path}: this earlier revision is missing.`,
    revisionAltered: ({ path }) => `${path}: this earlier revision is not what the next one was made from.`,
  },
  refusals: {
    owned: ({ owner }) => `Left alone: process ${owner} records it now.`,
    newerVersion: ({ version }) => `Left alone: version ${version} of the format is newer than this Tongke.`,
    notEnded: () =>
      'Left alone: its log does not say that the lesson ended, so a recorder may go on with it. If none ever will: --seal-open.',
    notVouched: () =>
      'Left alone: its manifest is not signed by a known key, or names files outside. A new signature would hide that.',
    unreadable: () => 'Left alone: what would be needed to repair it is missing or cannot be read.',
    empty: () => 'Left alone: nothing was ever recorded in it.',
  },
  steps: {
    sealed: ({ datagrams }) =>
      datagrams === null
        ? 'sealed as it was left'
        : `sealed as it was left; ${datagrams} packets came from the journal`,
    eventsRestored: () => 'the public events made anew from the whole log',
    revised: ({ revision, changes }) =>
      `revision ${revision} says what is not there any more (${changes.length} changes)`,
  },
};

const zh: ArchiveText = {
  usage: `npm run archive -- list|verify|repair [档案...] [选项]
  档案          课程编号、档案目录名或路径；不写则为数据目录中的全部档案
  --data 目录   数据目录（默认取 TONGKE_DATA_DIR，否则为 data）
  --key 文件    可信的公钥（PEM），可多次给出；默认为本机录制端的公钥
  --json        标准输出的最后一行是一个 JSON 对象
  repair:
  --dry-run     只说明将做什么，不做任何改动
  --seal-open   日志没有记载下课的档案也封存
退出码：0 一切完好；1 发现（或仍有）问题；2 用法错误；3 拒绝处理，或磁盘不允许。
影片与导出：npm run archive -- film --help、export --help、cut --help。删除与保存：delete --help。学习记录：npm run archive -- xapi --help`,
  badUsage: (what) => `无法执行：${what}`,
  noArchive: (wanted) => `没有档案“${wanted}”。`,
  noArchives: (folder) => `${folder} 中没有档案。`,
  badKey: (reason) => `密钥无法使用：${reason}。`,
  failed: (name, reason) => `${name}：无法读取或写入：${reason}`,
  checking: (name) => `正在检查 ${name}`,
  files: (done, of) => `${done}/${of} 个文件`,
  whole: '完好',
  faultCount: (count) => `${count} 处问题`,
  uncertified: '没有证书：录制时尚无证书，无人为其作证',
  recording: '正在录制：已检查目前已有的内容',
  certificate: ({ keyId, revision, received, expected, lostPackets, gaps }) =>
    `由 ${keyId} 签发证书，第 ${revision} 版：应有媒体 ${expected}，实有 ${received}，丢失 ${lostPackets} 个包，已声明 ${gaps} 处缺口`,
  healed: ({ count, seconds, frames }) => `已补齐 ${count} 处，共 ${seconds} 秒、${frames} 帧，与发送时逐位一致`,
  healedLayer: ({ trackId, layer, how, seconds, frames }) =>
    `轨道 ${trackId} 第 ${layer} 层：${seconds} 秒、${frames} 帧，${sourcesInChinese[how]}`,
  noLog: '公开副本：完整日志不在此处，未检查',
  left: (count) => `仍有 ${count} 处问题`,
  wouldDo: '将会：',
  nothingToDo: '无需处理',
  states: { sealed: '已封存', recording: '录制中', unsealed: '未封存', unreadable: '无法读取', deleted: '已删除' },
  listed: ({ revision, certified, tracks, megabytes }) =>
    `第 ${revision} 版，${certified ? '有证书' : '没有证书'}，${tracks} 条轨道，${megabytes} MB`,
  faults: {
    manifestMissing: () => '缺少 manifest.json。',
    manifestUnreadable: ({ reason }) => `manifest.json 无法读取：${reason}。`,
    newerVersion: ({ version }) => `由更新版本的同课以格式第 ${version} 版写成，本版本不认识，未作任何改动。`,
    unsealed: () => '从未封存，现在也没有人在录制：可用 repair 封存。',
    signatureMissing: () => '原有证书，但签名不见了。',
    signatureBroken: ({ keyId }) => `清单与 ${keyId} 所签的内容不一致。`,
    signatureForeign: ({ keyId }) => `外来签名：由 ${keyId} 签名，它不在已知的公钥之中。`,
    unsafePath: ({ path }) => `${path}：该名称指向档案之外，或经过链接，未打开。`,
    missing: ({ path }) => `${path}：缺失。`,
    truncated: ({ path, expectedBytes, foundBytes }) =>
      `${path}：被截断，应有 ${expectedBytes} 字节，实有 ${foundBytes} 字节。`,
    altered: ({ path }) => `${path}：内容被改动。`,
    swapped: ({ path, holds }) => `${path}：被调换，其内容属于 ${holds}。`,
    logLine: ({ path, line }) => `${path}：第 ${line} 行与写入时不一致。`,
    logLength: ({ path, expectedLines, foundLines }) => `${path}：应有 ${expectedLines} 行，实有 ${foundLines} 行。`,
    holeUndeclared: ({ trackId, layer, fromMs, toMs }) =>
      `轨道 ${trackId} 第 ${layer} 层：${fromMs} 至 ${toMs} 毫秒没有内容，也没有声明缺口。`,
    revisionMissing: ({ path }) => `${path}：缺少这一旧版清单。`,
    revisionAltered: ({ path }) => `${path}：这一旧版清单与后一版所依据的不一致。`,
  },
  refusals: {
    owned: ({ owner }) => `未作改动：进程 ${owner} 正在录制。`,
    newerVersion: ({ version }) => `未作改动：格式第 ${version} 版比本版本的同课更新。`,
    notEnded: () => '未作改动：日志没有记载下课，录制端可能还会继续。若不会再继续，请加 --seal-open。',
    notVouched: () => '未作改动：清单没有已知公钥的签名，或指向档案之外的文件；重新签名会掩盖这一点。',
    unreadable: () => '未作改动：修复所需的内容缺失或无法读取。',
    empty: () => '未作改动：其中从未录制过内容。',
  },
  steps: {
    sealed: ({ datagrams }) =>
      datagrams === null ? '按中断时的状态封存' : `已按中断时的状态封存，从暂存记录中取回 ${datagrams} 个包`,
    eventsRestored: () => '由完整日志重新生成公开事件',
    revised: ({ revision, changes }) => `第 ${revision} 版清单写明已不在的内容（${changes.length} 处变更）`,
  },
};

/** Both languages, for the test that compares them. */
export const languages = { en, zh };

/** The sentences in the terminal's language. */
export const text: ArchiveText = speaksChinese(process.env) ? zh : en;
