import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LessonStory } from '../../../signaling/src/testing/lesson-story.test-support.ts';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { SmallLrs, silence } from './delivery/small-lrs.test-support.ts';
import { LearningRecords } from './learning-records.ts';

// Each archive is exported in a thread of its own, which takes its time to begin on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
const soon = { timeout: 30_000 };
const name = (lesson: string) => `${lesson}-${'0123456789abcdef'.repeat(2)}`;
const settings = { home: 'https://lessons.school.example/', language: 'zh-CN', replayLinks: true };

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let store: SmallLrs;
const open: LearningRecords[] = [];
let said: Record<string, unknown>[];

beforeEach(async () => {
  temporary = await temporaryFolder();
  store = await SmallLrs.open();
  said = [];
});
afterEach(async () => {
  for (const records of open.splice(0)) await records.close();
  await store.close();
  await temporary.remove();
});

function records(delivers = true, home = settings.home): LearningRecords {
  const made = new LearningRecords({
    archivesPath: temporary.path,
    settings: { ...settings, home },
    lrs: delivers ? { url: store.url, credentials: store } : null,
    pauses: { firstMs: 1, atMostMs: 4 },
    logger: pino({ level: 'info' }, { write: (line: string) => void said.push(JSON.parse(line)) }),
  });
  open.push(made);
  return made;
}

const over = (lessonId = 'lesson1') =>
  new LessonStory({ lessonId }).attach().attendance(['p1', 'p2'], ['p3']).goTo(60_000).end();

async function keep(lesson: string, story: LessonStory): Promise<string> {
  const folder = join(temporary.path, name(lesson));
  await mkdir(join(folder, 'private'), { recursive: true });
  await writeFile(join(folder, 'private/log.jsonl'), story.log.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return join(folder, 'private/learning');
}
const lines = async (path: string) => (await readFile(path, 'utf8')).trim().split('\n');
const told = (message: string) => said.filter(({ msg }) => msg === message);

test('a lesson that is over is written, privately, and delivered', async () => {
  const folder = await keep('lesson1', over('lesson1'));
  records().lessonOver(name('lesson1'));
  await expect.poll(() => told('learning records delivered'), soon).toHaveLength(1);
  const statements = await lines(join(folder, 'statements.jsonl'));
  expect([...store.statements.values()]).toEqual(statements);
  expect(statements).toHaveLength(4);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const file of ['statements.jsonl', 'classrooms.csv', 'pupils.csv']) {
    expect((await stat(join(folder, file))).mode & 0o777, file).toBe(0o600);
  }
  expect(JSON.stringify(said), 'the right to watch stands in no log').not.toContain('0123456789abcdef');
});

test('what was not delivered is at the next start, and what was is not sent again', async () => {
  await keep('lesson1', over('lesson1'));
  store.always = silence;
  const first = records();
  first.start();
  await expect.poll(() => store.requests, soon).toHaveLength(1);
  await first.close();
  expect(store.statements.size).toBe(0);
  store.always = () => false;
  records().start();
  await expect.poll(() => told('learning records delivered'), soon).toHaveLength(1);
  expect(store.statements.size).toBe(4);
  await keep('lesson2', over('lesson2'));
  records().start();
  await expect.poll(() => told('learning records delivered'), soon).toHaveLength(2);
  expect(store.requests, 'one for each lesson, and the one that was cut off').toHaveLength(3);
});

test('a store that is away holds up no writing', async () => {
  store.always = silence;
  const folders = [await keep('lesson1', over('lesson1')), await keep('lesson2', over('lesson2'))];
  records().start();
  await expect.poll(() => told('learning records written'), soon).toHaveLength(2);
  for (const folder of folders) expect(await lines(join(folder, 'statements.jsonl'))).toHaveLength(4);
});

test('a damaged log is said, and the next archive has its turn; a lesson that goes on is left alone', async () => {
  const damaged = over();
  damaged.log.splice(3, 1);
  await keep('lesson1', damaged);
  await keep('lesson2', new LessonStory().attach());
  await mkdir(join(temporary.path, name('lesson3'), 'private'), { recursive: true });
  await keep('lesson4', over('lesson4'));
  records().start();
  await expect.poll(() => told('learning records delivered'), soon).toMatchObject([{ archive: 'lesson4' }]);
  expect(told('learning records not written')).toMatchObject([
    { archive: 'lesson1', err: { type: 'ExportFailed', message: 'log, line 4: not entry 4' } },
  ]);
  expect(told('learning records written')).toHaveLength(1);
});

test('without a store they are written once; with one, and another home, they are made anew and delivered', async () => {
  const folder = await keep('lesson1', over('lesson1'));
  records(false).start();
  await expect.poll(() => told('learning records written'), soon).toHaveLength(1);
  await keep('lesson2', over('lesson2'));
  records(false).start();
  await expect
    .poll(() => told('learning records written'), soon)
    .toMatchObject([{ archive: 'lesson1' }, { archive: 'lesson2' }]);
  records(true, 'https://other.school.example/').start();
  await expect.poll(() => told('learning records delivered'), soon).toHaveLength(2);
  expect(await readFile(join(folder, 'statements.jsonl'), 'utf8')).toContain('https://other.school.example/');
});

test('an archive that is brought from another machine is delivered too', async () => {
  await keep('lesson1', over('lesson1'));
  const elsewhere = await temporaryFolder();
  await cp(join(temporary.path, name('lesson1')), join(elsewhere.path, name('lesson1')), { recursive: true });
  const brought = new LearningRecords({
    archivesPath: elsewhere.path,
    settings,
    lrs: { url: store.url, credentials: store },
    logger: pino({ level: 'silent' }),
  });
  open.push(brought);
  brought.start();
  await expect.poll(() => store.statements.size, soon).toBe(4);
  await brought.close();
  await elsewhere.remove();
});
