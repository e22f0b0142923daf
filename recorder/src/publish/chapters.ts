import { findMarks, isTurn, type Mark, type MarkKind, type Span } from '@tongke/client/replay';
import type { ArchiveManifest, LessonEntry } from '@tongke/signaling/protocol/lesson';

export type PublishLanguage = 'zh' | 'en';

/** A place in a film to go to. Milliseconds from the film's beginning. */
export interface Chapter extends Span {
  title: string;
}

/** Nearer ones are one chapter: the later word stands. */
const leastMs = 2_000;
const longestTitle = 80;

const words: Readonly<Record<PublishLanguage, Partial<Record<MarkKind, (mark: Mark) => string>>>> = {
  zh: {
    opened: () => '开始上课',
    stageCalled: ({ name, schoolName }) => `上台：${schoolName} ${name}`,
    screenStarted: () => '共享屏幕',
    pageShown: ({ text, page }) => `${text} 第 ${page} 页`,
    boardShown: ({ text, page }) => `${text || '白板'} 第 ${page} 页`,
    questionAsked: ({ text }) => `提问：${text}`,
    buzzerAsked: ({ text }) => `抢答：${text}`,
    resultsShown: () => '公布结果',
    inquiryShown: ({ text }) => `答疑：${text}`,
    filmShown: ({ text }) => `影片：${text}`,
    groupsSplit: () => '分组活动',
    groupsCalledBack: () => '分组结束',
  },
  en: {
    opened: () => 'The lesson begins',
    stageCalled: ({ name, schoolName }) => `On stage: ${schoolName} ${name}`,
    screenStarted: () => 'The screen is shared',
    pageShown: ({ text, page }) => `${text}, page ${page}`,
    boardShown: ({ text, page }) => `${text || 'Board'}, page ${page}`,
    questionAsked: ({ text }) => `Question: ${text}`,
    buzzerAsked: ({ text }) => `Buzzer: ${text}`,
    resultsShown: () => 'The result',
    inquiryShown: ({ text }) => `Asked: ${text}`,
    filmShown: ({ text }) => `Film: ${text}`,
    groupsSplit: () => 'Groups at work',
    groupsCalledBack: () => 'Back from the groups',
  },
};

/** The chapters of a part of a lesson: stage calls, pages, questions, films. The first begins with the film. Pure. */
export function findChapters(
  manifest: ArchiveManifest,
  entries: readonly LessonEntry[],
  { fromMs, toMs }: Span,
  language: PublishLanguage,
): Chapter[] {
  const chapters: Chapter[] = [{ fromMs: 0, toMs: toMs - fromMs, title: manifest.title }];
  for (const mark of findMarks(entries, manifest.startedAt)) {
    const say = words[language][mark.kind];
    if (!say || !isTurn(mark) || mark.atMs >= toMs) continue;
    // A question without words is only asked.
    const title = [...say(mark).replace(/\s+/g, ' ').trim()]
      .slice(0, longestTitle)
      .join('')
      .replace(/[：:]$/, '');
    const atMs = Math.max(0, Math.round(mark.atMs - fromMs));
    const last = chapters.at(-1);
    if (last && atMs - last.fromMs < leastMs) last.title = title;
    else {
      if (last) last.toMs = atMs;
      chapters.push({ fromMs: atMs, toMs: toMs - fromMs, title });
    }
  }
  return chapters;
}

/** A film's title and chapters as ffmpeg reads them (its FFMETADATA format, version 1). */
export function metadataText(title: string, chapters: readonly Chapter[]): string {
  const plain = (text: string) => text.replace(/\p{C}/gu, ' ').replace(/[=;#\\]/g, (sign) => `\\${sign}`);
  const parts = chapters.map(
    (chapter) =>
      `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${Math.round(chapter.fromMs)}\nEND=${Math.round(chapter.toMs)}\ntitle=${plain(chapter.title)}\n`,
  );
  return `;FFMETADATA1\ntitle=${plain(title)}\n${parts.join('')}`;
}
