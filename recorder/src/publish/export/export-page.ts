import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import type { Chapter, PublishLanguage } from '../chapters.ts';
import type { PublishedKind } from '../published.ts';
import { timeWords } from '../time-words.ts';

/** What the page plays, relative to itself. */
export interface PageFilm {
  path: string;
  kind: PublishedKind;
}
export interface PageContent {
  manifest: ArchiveManifest;
  films: readonly PageFilm[];
  poster: string;
  chapters: Readonly<Record<PublishLanguage, readonly Chapter[]>>;
}

const kinds = {
  zh: { programme: '课堂画面', slidesAndVoice: '课件与声音', stage: '上台教室', slides: '课件', teacher: '教师' },
  en: {
    programme: 'As in class',
    slidesAndVoice: 'Slides and voice',
    stage: 'On stage',
    slides: 'Slides',
    teacher: 'Teacher',
  },
} as const;

/**
 * A page that plays films beside it, opened from a folder by a double click. Chromium lets such a page load neither modules nor data, so
 * script, style and facts stand in the page itself, each allowed by its hash and nothing else; films and pictures are plain sources.
 */
export async function exportPage(content: PageContent): Promise<string> {
  const { manifest, films, poster, chapters } = content;
  const [script, style] = await Promise.all([own('page-script.js'), own('page-style.css')]);
  const lesson = {
    teacherName: manifest.teacherName,
    subject: manifest.subject,
    startedAt: manifest.startedAt,
    films,
    chapters,
    words: {
      zh: { chapters: '章节', search: '查找章节', film: '影片', vouched: vouched(manifest, 'zh'), kinds: kinds.zh },
      en: {
        chapters: 'Chapters',
        search: 'Find a chapter',
        film: 'Film',
        vouched: vouched(manifest, 'en'),
        kinds: kinds.en,
      },
    },
  };
  // No text of a lesson may end the element that it stands in.
  const data = JSON.stringify(lesson).replaceAll('<', '\\u003c');
  const sources = "media-src 'self' file:; img-src 'self' file:";
  const policy = `default-src 'none'; ${sources}; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(manifest.title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${escaped(manifest.title)}</h1><p id="facts"></p><p id="vouched"></p></header>
<main><video id="film" controls preload="metadata" poster="${escaped(poster)}"></video><select id="choice" hidden></select></main>
<nav aria-labelledby="chapters-title"><h2 id="chapters-title"></h2><input id="search" type="search"><ol id="chapters"></ol></nav>
<script type="application/json" id="lesson">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

const own = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8');

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\p{Cc}/gu, ' ');

/** What the recorder vouches for, in one sentence. */
function vouched({ certificate, signature, revision = 1 }: ArchiveManifest, language: PublishLanguage): string {
  if (!certificate || !signature) return language === 'zh' ? '这份档案没有证书。' : 'This archive has no certificate.';
  const { keyId } = signature;
  const [received, expected] = [timeWords(certificate.receivedMs), timeWords(certificate.expectedMs)];
  return language === 'zh'
    ? `录制证书：应有媒体 ${expected}，实有 ${received}；第 ${revision} 版，由 ${keyId} 签名。`
    : `Recording certificate: ${received} of ${expected} of media; revision ${revision}, signed by ${keyId}.`;
}
