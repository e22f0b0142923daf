import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LessonStory } from '../../../signaling/src/testing/lesson-story.test-support.ts';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { SmallLrs } from './delivery/small-lrs.test-support.ts';
import { xapiCommand } from './xapi-command.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let store: SmallLrs;
let said: string[];
const secret = '0123456789abcdef'.repeat(2);

beforeEach(async () => {
  temporary = await temporaryFolder();
  store = await SmallLrs.open();
  said = [];
});
afterEach(async () => {
  await store.close();
  await temporary.remove();
});

async function run(args: string[], { stores = true, locale = 'C', stopped = false } = {}): Promise<number> {
  said = [];
  return await xapiCommand(args, {
    environment: {
      TONGKE_DATA_DIR: temporary.path,
      LC_ALL: locale,
      XAPI_HOME: 'https://lessons.school.example/',
      ...(stores ? { XAPI_URL: store.url, XAPI_KEY: store.key, XAPI_SECRET: store.secret } : {}),
    },
    folder: '/',
    write: (line) => said.push(line),
    logger: pino({ level: 'silent' }),
    signal: stopped ? AbortSignal.abort() : new AbortController().signal,
    pauses: { firstMs: 1, atMostMs: 2 },
  });
}

async function keep(lesson: string, story: LessonStory): Promise<string> {
  const folder = join(temporary.path, 'archive', `${lesson}-${secret}`, 'private');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'log.jsonl'), story.log.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return join(folder, 'learning');
}
const over = () => {
  const story = new LessonStory()
    .attach()
    .attendance(['p1'], ['p2'])
    .ask('q1', 'single')
    .key('q1', { choices: [0] });
  return story.goTo(3_000).choose('q1', { p1: 0 }).goTo(60_000).end();
};

test('writes the records of one lesson or of all that are over, and says so', async () => {
  const folder = await keep('lesson1', over());
  await keep('lesson2', new LessonStory().attach());
  expect(await run(['lesson1'])).toBe(0);
  expect(said).toEqual(['lesson1: 4 statements, 1 classrooms, 2 pupils.']);
  const first = await readFile(join(folder, 'statements.jsonl'));
  expect(await run(['--all'])).toBe(3);
  expect(said).toEqual(['lesson1: 4 statements, 1 classrooms, 2 pupils.', 'lesson2: not over yet, or never begun.']);
  expect(await readFile(join(folder, 'statements.jsonl'))).toEqual(first);
  expect(store.requests, 'nobody asked for it').toEqual([]);
  expect(await run(['lesson1'], { locale: 'zh_CN.UTF-8' })).toBe(0);
  expect(said).toEqual(['lesson1：4 条语句，1 个教室，2 名学生。']);
});

test('tables hold what the summary page counts, and pupils by opaque id, for spreadsheets', async () => {
  const folder = await keep('lesson1', over());
  await run(['lesson1']);
  const table = async (name: string) => {
    const text = await readFile(join(folder, name), 'utf8');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    return text
      .slice(1)
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(','));
  };
  const [heading = [], room = []] = await table('classrooms.csv');
  const value = (name: string) => room[heading.indexOf(name)];
  expect([value('school'), value('answers'), value('answersRight'), value('connectedSeconds')]).toEqual([
    "'=山区小学",
    '1',
    '1',
    '60',
  ]);
  expect([value('microphoneOpenSeconds'), value('classroomId')]).toEqual(['0', 'room1']);
  expect(await table('pupils.csv')).toEqual([
    'school,classroom,classroomId,pupilId,present,absenceReason,attendanceAt,answers,answersJudged,answersRight,question1,question1Right'.split(
      ',',
    ),
    "'=山区小学,三年级一班,room1,p1,1,,2026-11-25T08:00:00.000Z,1,1,1,A,1".split(','),
    "'=山区小学,三年级一班,room1,p2,0,ill,2026-11-25T08:00:00.000Z,0,0,0,,".split(','),
  ]);
});

test('delivers when told to; what was refused comes again when it is told to send again', async () => {
  const folder = await keep('lesson1', over());
  expect(await run(['lesson1', '--deliver', '--json'])).toBe(0);
  expect(said.map((line) => JSON.parse(line))).toMatchObject([
    { lesson: 'lesson1', statements: 4, changed: true },
    { lesson: 'lesson1', done: true, delivered: 4, refused: 0 },
  ]);
  expect(said.join()).not.toContain(secret);
  const [id = ''] = store.statements.keys();
  store.statements.clear();
  store.bad.add(id);
  expect(await run(['lesson1', '--again'])).toBe(3);
  expect(said.at(-1)).toBe('lesson1: 3 delivered, 1 refused (kept in refused.jsonl).');
  expect(await readFile(join(folder, 'refused.jsonl'), 'utf8')).toContain(id);
  store.bad.clear();
  expect(await run(['lesson1', '--again'])).toBe(0);
  expect(store.statements.size).toBe(4);
  await expect(readFile(join(folder, 'refused.jsonl'))).rejects.toThrow(/ENOENT/);
});

test('stopped before it is delivered, it says that not all is', async () => {
  await keep('lesson1', over());
  expect(await run(['lesson1', '--deliver'], { stopped: true })).toBe(3);
  expect(said.at(-1)).toBe('lesson1: not all of it is delivered yet.');
});

test('a lesson that is not there and a damaged log fail, and the others are written all the same', async () => {
  const damaged = over();
  damaged.log.splice(2, 1);
  await keep('lesson1', damaged);
  const folder = await keep('lesson2', over());
  expect(await run(['lesson', 'lesson1', 'lesson2', '../lesson2'])).toBe(1);
  expect(said).toEqual([
    'lesson: there is no archive of this lesson.',
    'lesson1: log, line 3: not entry 3',
    'lesson2: 4 statements, 1 classrooms, 2 pupils.',
    '../lesson2: there is no archive of this lesson.',
  ]);
  expect((await readFile(join(folder, 'statements.jsonl'), 'utf8')).split('\n')).toHaveLength(5);
});

test.each([[[]], [['--all', 'lesson1']], [['--every']], [['--deliver']]])('wrongly called with %j', async (args) => {
  expect(await run(args)).toBe(2);
  expect(said.join()).toMatch(/^usage: /);
});

test('no store to deliver to is said before anything is done', async () => {
  await keep('lesson1', over());
  expect(await run(['lesson1', '--deliver'], { stores: false })).toBe(2);
  expect(await run(['--help'])).toBe(0);
  expect(said.join()).toContain('XAPI_URL');
});
