import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkArrows } from './arrows.ts';
import { checkFiles, medianLines } from './files.ts';
import { checkLanguages } from './languages.ts';
import { checkPurity } from './purity.ts';
import { isSource, listFiles, readSource } from './source.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tongke-walls-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ['signaling/src/main.ts', "import { createWorker } from 'mediasoup';", 'imports mediasoup'],
  ['client/src/core/send.ts', "const lazy = () => import('mediasoup/lib/types');", 'imports mediasoup'],
  ['scripts/crowd/seat.ts', "import 'mediasoup';", 'imports mediasoup'],
  [
    'client/src/core/link.ts',
    "import { commands } from '@tongke/signaling/protocol/commands';",
    'at run time (types only)',
  ],
  ['client/src/core/link.ts', "import type { Plan } from '@tongke/sfu/control';", 'client has no such door'],
  ['client/src/core/link.ts', "import { x } from '@tongke/signaling/src/gateway.ts';", 'client has no such door'],
  ['recorder/src/main.ts', "export * from '@tongke/sfu/control';", 'recorder has no such door'],
  ['sfu/src/main.ts', "import type { Role } from '@tongke/signaling/protocol/lesson';", 'sfu has no such door'],
  ['signaling/src/media/link.ts', "import { apply } from '../../../sfu/src/plan.ts';", 'reaches into sfu'],
  ['signaling/src/media/link.ts', "import { fake } from '../../../sfu/src/fake/fake.ts';", 'reaches into sfu'],
  ['signaling/src/media/link.test.ts', "import { apply } from '../../../sfu/src/plan.ts';", 'reaches into sfu'],
  [
    'client/src/page.tsx',
    "import {\n  a,\n  type B,\n} from '../../signaling/protocol/lesson.ts';",
    'reaches into signaling',
  ],
  ['scripts/demo/main.ts', "import { x } from '../../recorder/src/journal.ts';", 'reaches into recorder'],
])('catches an arrow that is none: %s with %s', (file, content, problem) => {
  expect(arrows({ [file]: content })).toEqual([expect.stringContaining(problem)]);
});

test.each([
  ['sfu/src/worker.ts', "import { createWorker } from 'mediasoup';"],
  ['signaling/src/media/capabilities.ts', "import type { types } from 'mediasoup';"],
  ['client/src/core/send.ts', "import { type types } from 'mediasoup';\nimport { Device } from 'mediasoup-client';"],
  ['scripts/bench/forwarding.ts', "import * as mediasoup from 'mediasoup';"],
  ['client/src/store.ts', "import { evolve } from '@tongke/signaling/protocol/lesson';"],
  ['client/src/link.ts', "import type { Commands } from '@tongke/signaling/protocol/commands';"],
  [
    'signaling/src/plan.ts',
    "import type { Plan } from '@tongke/sfu/control';\nimport { evolve } from '../protocol/lesson.ts';",
  ],
  ['scripts/e2e/lesson.test.ts', "import { open } from '../../signaling/src/log/file-log.ts';"],
  ['vitest.config.ts', "import { x } from './scripts/setup/worker-cache.mjs';"],
  ['sfu/src/note.ts', "// import { x } from '@tongke/signaling';\nexport const text = `import '@tongke/client'`;"],
])('lets a true arrow be: %s with %s', (file, content) => {
  expect(arrows({ [file]: content })).toEqual([]);
});

test.each([
  ["import { readFileSync } from 'node:fs';", 'imports node:fs of Node'],
  ["import { z } from 'zod';", 'imports the package zod'],
  ['export const now = () => Date.now();', 'reads the clock'],
  ['export const now = () => new Date();', 'reads the clock'],
  ['export const now = () => new Date().getTime();', 'reads the clock'],
  ['export const now = () => performance.now();', 'reads the clock'],
  ['export const id = () => Math.random();', 'is random'],
  ['export const id = () => crypto.randomUUID();', 'is random'],
  ['export const later = () => setTimeout(() => undefined, 1);', 'has a timer'],
  ['export const who = process.env;', 'touches the process'],
  ['export const id = `id-' + '$' + '{Math.random()}`;', 'is random'],
])('catches what is not pure behind the lesson door: %s', (content, problem) => {
  const files = {
    'signaling/protocol/lesson.ts': "export * from './stage.ts';",
    'signaling/protocol/stage.ts': content,
  };
  expect(purity(files)).toEqual([`signaling/protocol/stage.ts: ${problem}`].map(startingWith));
});

test('looks at decide and plan too, which may use zod, and not at their tests', () => {
  expect(
    purity({
      'signaling/src/decide/hand.ts': "import { z } from 'zod';\nimport { helper } from '../answers.ts';",
      'signaling/src/answers.ts': "import 'ioredis';",
      'signaling/src/plan.ts': 'export const at = Date.now();',
      'signaling/src/decide/hand.test.ts': "import { readFileSync } from 'node:fs';",
    }),
  ).toEqual(
    ['signaling/src/plan.ts: reads the clock', 'signaling/src/answers.ts: imports the package ioredis'].map(
      startingWith,
    ),
  );
});

test('lets pure code be: types, dates from numbers, words in comments and strings', () => {
  expect(
    purity({
      'signaling/protocol/lesson.ts': [
        "import type { Clock } from './clock.ts';",
        "import type { z } from 'zod';",
        '// Date.now() is the log’s; Math.random() nobody’s.',
        "export const say = (at: number) => 'Math.random()' + new Date(at).toISOString();",
        'export const isQuote = (text: string) => /["\'`]/.test(text);',
      ].join('\n'),
      'signaling/protocol/clock.ts': 'export const now = () => Date.now();',
    }),
  ).toEqual([]);
});

test('catches long files, unplain names and unfinished work, and knows the median', () => {
  const unfinishedWords = [`TO${'DO'}`, `FIX${'ME'}`];
  write({
    'sfu/src/long.ts': 'x;\n'.repeat(301),
    'sfu/src/just.ts': 'x;\n'.repeat(300),
    'sfu/src/LessonRoom.ts': 'x;\n',
    'sfu/src/todo-list.ts': `// ${unfinishedWords[0]}: later\n`,
    'client/style.css': `/* ${unfinishedWords[1]} */`,
    'sfu/node_modules/other/long.ts': 'x;\n'.repeat(900),
  });
  const sources = read();
  expect(
    checkFiles(root, listFiles(root), sources).map(({ file, problem }) => `${file}: ${problem.split(':')[0]}`),
  ).toEqual([
    'sfu/src/long.ts: has 301 lines',
    'sfu/src/LessonRoom.ts: has a name that is not kebab-case',
    `client/style.css: holds a ${unfinishedWords[1]}`,
    `sfu/src/todo-list.ts: holds a ${unfinishedWords[0]}`,
  ]);
  expect(medianLines(sources)).toBe(300);
});

test('catches a key that one language lacks or leaves empty, in nested words too', async () => {
  write({
    'client/src/text/zh.ts': "export const zh = { join: '进入', stage: { call: '上台', leave: '' } };",
    'client/src/text/en.ts':
      "export const en = { join: 'Join', stage: { call: 'Call', leave: 'Leave', next: 'Next' } };",
  });
  expect(await checkLanguages(root)).toEqual([
    { file: 'client/src/text/zh.ts', problem: 'lacks the key stage.next' },
    { file: 'client/src/text/zh.ts', problem: 'says nothing for the key stage.leave' },
  ]);
});

test('catches a missing language, and waits for the first one', async () => {
  expect(await checkLanguages(root)).toEqual([]);
  write({ 'client/src/text/zh.json': '{"join":"进入"}' });
  expect(await checkLanguages(root)).toEqual([{ file: 'client/src/text', problem: 'has no en.ts or en.json' }]);
  write({ 'client/src/text/en.json': '{"join":"Join"}' });
  expect(await checkLanguages(root)).toEqual([]);
});

test('says which language file cannot be read', async () => {
  write({ 'client/src/text/zh.json': '{', 'client/src/text/en.json': '{}' });
  expect(await checkLanguages(root)).toEqual([
    { file: 'client/src/text/zh.json', problem: expect.stringMatching(/^cannot be read: /) },
  ]);
});

function write(files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
}

function read() {
  return listFiles(root)
    .filter(isSource)
    .map((file) => readSource(root, file));
}

function arrows(files: Record<string, string>): string[] {
  write(files);
  return checkArrows(read()).map(({ file, problem }) => `${file}: ${problem}`);
}

function purity(files: Record<string, string>): string[] {
  write(files);
  return checkPurity(read()).map(({ file, problem }) => `${file}: ${problem}`);
}

function startingWith(text: string) {
  return expect.stringMatching(new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
}
