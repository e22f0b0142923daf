import { readFile, rm, stat } from 'node:fs/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ArchiveFolder } from '../../archive/archive-folder.ts';
import { temporaryFolder } from '../../test-support/recording.test-support.ts';
import { LearningFolder } from '../learning-folder.ts';
import { writePrivate } from '../write-private.ts';
import { deliver } from './deliver.ts';
import { readDelivery, writeDelivery } from './delivery-state.ts';
import { Lrs } from './lrs.ts';
import { answer, halfAnswer, hangUp, SmallLrs, silence, type Trouble } from './small-lrs.test-support.ts';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: LearningFolder;
let store: SmallLrs;
let said: { msg: string; [key: string]: unknown }[];

beforeEach(async () => {
  temporary = await temporaryFolder();
  folder = new LearningFolder(new ArchiveFolder(temporary.path, `lesson1-${'0'.repeat(32)}`));
  await folder.make();
  store = await SmallLrs.open();
  said = [];
});
afterEach(async () => {
  await store.close();
  await temporary.remove();
});

const idOf = (index: number) => `00000000-0000-5000-8000-${String(index).padStart(12, '0')}`;
const statement = (index: number, display = 'attended') =>
  JSON.stringify({
    id: idOf(index),
    actor: { objectType: 'Agent', account: { homePage: 'https://a.example/', name: `pupil/${index}` } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/attended', display: { en: display } },
    object: { id: 'https://a.example/lesson' },
  });

interface Change {
  secret?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
  url?: string;
}

async function run(count: number, { secret = store.secret, timeoutMs, signal, url = store.url }: Change = {}) {
  const lines = Array.from({ length: count }, (_, index) => `${statement(index)}\n`);
  const { sha256 } = await writePrivate(folder.statements, lines);
  return await deliver({
    folder,
    lrs: new Lrs({ url, credentials: { key: store.key, secret }, ...(timeoutMs === undefined ? {} : { timeoutMs }) }),
    sha256,
    settings: '{}',
    pauses: { firstMs: 1, atMostMs: 4 },
    logger: pino({ level: 'trace' }, { write: (line: string) => void said.push(JSON.parse(line)) }),
    signal: signal ?? new AbortController().signal,
  });
}
const all = (count: number) => Array.from({ length: count }, (_, index) => idOf(index));

test('statements are delivered in bounded requests, in order, and not again', async () => {
  expect(await run(250)).toMatchObject({ done: true, delivered: 250, known: 0, refused: 0 });
  expect(store.requests).toEqual([100, 100, 50]);
  expect([...store.statements.keys()]).toEqual(all(250));
  expect(await run(250)).toMatchObject({ done: true, delivered: 250 });
  expect(store.requests, 'it is known to be done').toHaveLength(3);
  expect((await stat(folder.statements)).mode & 0o777).toBe(0o600);
});

const troubles: [string, Trouble, RegExp][] = [
  ['answers 500', answer(500), /answered 500/],
  ['answers 503', answer(503, { 'retry-after': '0' }), /answered 503/],
  ['answers 429', answer(429), /answered 429/],
  ['is not there', answer(404), /answered 404/],
  ['sends elsewhere', answer(307, { location: 'http://127.0.0.1:1/' }), /answered 307/],
  ['never answers', silence, /no answer within/],
  ['hangs up', hangUp, /ECONN|socket|closed/],
];
test.each(troubles)('a store that %s gets all of it once it is well again', async (_name, trouble, why) => {
  store.troubles = [trouble, trouble, trouble];
  const change = trouble === silence ? { timeoutMs: 300 } : {};
  expect(await run(120, change)).toMatchObject({ done: true, delivered: 120, refused: 0 });
  expect([...store.statements.keys()]).toEqual(all(120));
  const warnings = said.filter(({ msg }) => msg === 'the LRS took nothing; again later');
  // On a busy machine a request that is well may be late for so short a time-out too.
  expect(warnings.length).toBeGreaterThanOrEqual(3);
  for (const warning of warnings) expect(warning.why).toMatch(why);
});

test('an answer that begins and never ends holds nobody up for ever', async () => {
  // Taken, by its status; the words do not matter.
  store.troubles = [halfAnswer(200), halfAnswer(500), halfAnswer(400)];
  expect(await run(1, { timeoutMs: 2_000 })).toMatchObject({ done: true, delivered: 1 });
  await rm(folder.delivery);
  expect(await run(1, { timeoutMs: 2_000 }), 'refused, by its status').toMatchObject({ done: true, refused: 1 });
});

test('what a store took although its answer was lost is sent again, which changes nothing', async () => {
  store.troubles = [
    (response, statements) => {
      for (const text of statements) store.statements.set((JSON.parse(text) as { id: string }).id, text);
      return hangUp(response, statements);
    },
  ];
  expect(await run(10)).toMatchObject({ done: true, delivered: 10, known: 0 });
  expect(store.requests).toEqual([10, 10]);
  expect([...store.statements.keys()]).toEqual(all(10));
});

test('a store that was taken away is waited for', async () => {
  const port = Number(new URL(store.url).port);
  const { url } = store;
  await store.close();
  const delivering = run(3, { url });
  await expect.poll(() => said.length, { timeout: 10_000 }).toBeGreaterThan(2);
  store = await SmallLrs.open(port);
  expect(await delivering).toMatchObject({ done: true, delivered: 3 });
  expect(said[0]?.why).toMatch(/ECONNREFUSED/);
});

test('one that is refused is kept aside with what was said, and the others are delivered', async () => {
  for (const index of [0, 41, 129]) store.bad.add(idOf(index));
  expect(await run(130)).toMatchObject({ done: true, delivered: 127, refused: 3 });
  expect(store.statements.size).toBe(127);
  const kept = (await readFile(folder.refused, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(kept).toEqual(
    [0, 41, 129].map((index) => ({
      status: 400,
      words: JSON.stringify([`bad ${idOf(index)}`]),
      statement: JSON.parse(statement(index)),
    })),
  );
  expect((await stat(folder.refused)).mode & 0o777).toBe(0o600);
  await rm(folder.delivery);
  await run(130);
  expect((await readFile(folder.refused, 'utf8')).trim().split('\n'), 'each once').toHaveLength(3);
});

test('what the store has already counts as delivered, whether it is the same or an earlier version', async () => {
  store.statements.set(idOf(5), statement(5, 'an earlier version'));
  store.statements.set(idOf(6), statement(6));
  expect(await run(10)).toMatchObject({ done: true, delivered: 10, known: 1, refused: 0 });
  expect([...store.statements.keys()].sort()).toEqual(all(10));
});

test('too much at once is sent in smaller parts, and only what alone is too much is refused', async () => {
  store.always = (response, statements) => statements.length > 30 && answer(413)(response, statements);
  expect(await run(300)).toMatchObject({ done: true, delivered: 300, refused: 0 });
  expect(store.requests.filter((length) => length > 30).length, 'it is learnt').toBeLessThan(5);
  store.always = answer(413);
  await rm(folder.delivery);
  expect(await run(2)).toMatchObject({ done: true, delivered: 0, refused: 2 });
});

test('a wrong secret is said clearly and is no reason to stop; the secret itself is said nowhere', async () => {
  const closing = new AbortController();
  const delivering = run(2, { secret: 'wrong horse', signal: closing.signal });
  const denied = () => said.filter(({ msg }) => msg === 'the LRS does not accept the key and secret');
  await expect.poll(() => denied().length, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(denied()[0]).toMatchObject({ level: 50, status: 401, url: store.url });
  closing.abort();
  expect(await delivering).toMatchObject({ done: false, delivered: 0 });
  expect(await run(2)).toMatchObject({ done: true, delivered: 2 });
  const words = JSON.stringify(said);
  for (const secret of ['wrong horse', store.secret, Buffer.from(`${store.key}:wrong horse`).toString('base64')]) {
    expect(words).not.toContain(secret);
  }
});

test('stopped in the middle it goes on where it was', async () => {
  const closing = new AbortController();
  store.troubles = [
    () => false,
    (response, statements) => {
      closing.abort();
      return silence(response, statements);
    },
  ];
  const stopped = await run(250, { signal: closing.signal });
  expect(stopped).toMatchObject({ done: false, delivered: 100 });
  expect(await readDelivery(folder.delivery)).toEqual(stopped);
  expect(await run(250)).toMatchObject({ done: true, delivered: 250 });
  expect(store.requests).toEqual([100, 100, 100, 50]);
  expect([...store.statements.keys()]).toEqual(all(250));
});

test('another store, other statements, or a place that cannot be read: all is sent from the beginning', async () => {
  await run(5);
  const other = await SmallLrs.open();
  await run(5, { url: other.url });
  expect(other.statements.size).toBe(5);
  await other.close();
  await run(7);
  expect(store.statements.size).toBe(7);
  const kept = await readDelivery(folder.delivery);
  if (!kept) throw new Error('no place kept');
  await writeDelivery(folder.delivery, { ...kept, atByte: -1 });
  expect(await readDelivery(folder.delivery)).toBeNull();
  expect(await run(7)).toMatchObject({ done: true, delivered: 7 });
});
