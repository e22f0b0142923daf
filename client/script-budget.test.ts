import type { Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { filesBefore } from './script-budget.ts';

const chunk = (fileName: string, module: string, imports: string[] = [], dynamicImports: string[] = []) =>
  ({
    type: 'chunk',
    fileName,
    facadeModuleId: `/house/${module}`,
    moduleIds: [],
    imports,
    dynamicImports,
  }) as unknown as Rolldown.OutputChunk;
const page = chunk(
  'page.js',
  'classroom.html',
  ['react.js'],
  ['zh.js', 'en.js', 'lesson-zh.js', 'screen.js', 'new.js'],
);
const bundle = Object.fromEntries(
  [
    page,
    chunk('react.js', 'react/index.js'),
    chunk('zh.js', 'client/src/text/zh/entrance-words.ts', ['shared-words.js']),
    chunk('shared-words.js', 'client/src/text/zh/stage.ts'),
    chunk('en.js', 'client/src/text/en/entrance-words.ts'),
    chunk('lesson-zh.js', 'client/src/text/zh/lesson-words.ts'),
    chunk('screen.js', 'client/src/classroom/classroom-lesson.tsx', ['stage.js']),
    chunk('stage.js', 'client/src/stage/stage-grid.tsx'),
    chunk('new.js', 'client/src/classroom/something-new.ts', ['needed-by-new.js']),
    chunk('needed-by-new.js', 'client/src/core/new.ts'),
  ].map((each) => [each.fileName, each]),
);

test('counts the words of one language and whatever is not known to come later', () => {
  const files = filesBefore(bundle, page, 'zh', ['entrance']).map(({ fileName }) => fileName);
  expect(files.sort()).toEqual(['needed-by-new.js', 'new.js', 'page.js', 'react.js', 'shared-words.js', 'zh.js']);
});
