import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** Most script that a page may fetch before people can use it: all of it, words too, gzipped. */
const budgetBytes = 130_000;
/** The lessons page has tables and dialogs and is opened at a desk: no room waits for it. */
const budgets: Readonly<Record<string, number>> = { lessons: 136_000 };

/** What is fetched only once a page can be used. Everything else that a page reaches counts, also what is imported in passing. */
const later = [
  // After joining, or while people look at the page before.
  'classroom/classroom-lesson.tsx',
  'teacher/teacher-lesson.tsx',
  'watch/live-audience.tsx',
  'watch/replay-page.tsx',
  'core/media/browser-device.ts',
  'core/media/media-session.ts',
  'core/edge/',
  'core/stats/page-stats.ts',
  'mediasoup-client/',
  'socket.io-client/',
  // When somebody presses a button, or something is shown that few lessons have.
  'audio/hear-room.ts',
  'lessons/places-view.tsx',
  'roster/roster-dialog.tsx',
  'qrcode/',
];
/** Words come by group, in one language: each page names its own to `mountPage`. */
const words = /text\/(zh|en)\/([a-z]+)-words\.ts$/;

/** The files that a page fetches before it can be used, in one language. Pure. */
export function filesBefore(
  bundle: Readonly<Record<string, Rolldown.OutputAsset | Rolldown.OutputChunk>>,
  page: Rolldown.OutputChunk,
  language: 'zh' | 'en',
  groups: readonly string[],
): Rolldown.OutputChunk[] {
  const seen = new Map<string, Rolldown.OutputChunk>();
  const counts = ({ facadeModuleId, moduleIds }: Rolldown.OutputChunk) => {
    const id = facadeModuleId ?? moduleIds.at(-1) ?? '';
    const [, spoken, group = ''] = words.exec(id) ?? [];
    if (spoken) return spoken === language && groups.includes(group);
    return !later.some((each) => id.includes(`/${each}`));
  };
  const reach = (file: string) => {
    const chunk = bundle[file];
    if (seen.has(file) || chunk?.type !== 'chunk') return;
    seen.set(file, chunk);
    for (const next of chunk.imports) reach(next);
    for (const next of chunk.dynamicImports) {
      const found = bundle[next];
      if (found?.type === 'chunk' && counts(found)) reach(next);
    }
  };
  reach(page.fileName);
  return [...seen.values()];
}

/** The groups of words that a page's code, as it was built, gives to `mountPage`. */
const groupsOf = (code: string): string[] =>
  /[`'"](?:dark|light)[`'"],\s*\[([^\]]*)\]/.exec(code)?.[1]?.match(/[a-z]+/g) ?? [];

/** Prints the script of each page, gzipped, and refuses a build in which one is over the budget. */
export function scriptBudget(): Plugin {
  return {
    name: 'script-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const over: string[] = [];
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isEntry) continue;
        const groups = groupsOf(chunk.code);
        const sizes = (['zh', 'en'] as const).map((language) =>
          filesBefore(bundle, chunk, language, groups).reduce((sum, { code }) => sum + gzipSync(code).length, 0),
        );
        const bytes = Math.max(...sizes);
        const line = `${chunk.name}: ${(bytes / 1000).toFixed(1)} kB of script and words before it can be used (gzipped)`;
        process.stdout.write(`${line}\n`);
        if (bytes > (budgets[chunk.name] ?? budgetBytes)) over.push(line);
      }
      if (over.length > 0) this.error(`over the budget: ${over.join('; ')}`);
    },
  };
}
