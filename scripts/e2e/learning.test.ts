import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PupilId, QuestionId } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SmallLrs } from '../../recorder/src/learning/delivery/small-lrs.test-support.ts';
import type { Statement } from '../../recorder/src/learning/xapi/statement.ts';
import { extensions, verbs } from '../../recorder/src/learning/xapi/vocabulary.ts';
import type { ApiLesson } from '../demo/api.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { playEverything } from './everything.ts';
import { openRawSeat, type RawSeat } from './raw-seat.ts';

const home = 'https://lessons.school.example/';
let product: Product;
let lesson: MadeLesson;
let store: SmallLrs;
const seats: RawSeat[] = [];

beforeAll(async () => {
  store = await SmallLrs.open();
  const delivers = { XAPI_URL: store.url, XAPI_KEY: store.key, XAPI_SECRET: store.secret };
  product = await openProduct({ environment: { XAPI_HOME: home, ...delivers } });
  lesson = await makeLesson(product.operator, { title: 'Light', classrooms: ['Room A', 'Room B'] });
});
afterAll(async () => {
  for (const seat of seats) seat.close();
  await product.close();
  await store.close();
});

async function sit(link: string): Promise<RawSeat> {
  const seat = await openRawSeat(product.baseUrl, linkPath(lesson, link));
  seats.push(seat);
  return seat;
}

/** A pupil whose card was read gives the right answer. */
async function answerByCard(teacher: RawSeat, room: RawSeat): Promise<void> {
  const questionId = 'question-card' as QuestionId;
  const correct = { choices: [1] };
  await teacher.give('question:ask', { questionId, kind: 'single', text: 'Which?', options: ['a', 'b'], correct });
  const pupils = [{ pupilId: 'n12' as PupilId, answer: correct }];
  await room.give('question:answer', { questionId, answers: { by: 'cards', pupils } });
  await teacher.give('question:close', { questionId });
}

test('a lesson that is over is in the Learning Record Store, which a restart of the recorder in between does not keep from it', async () => {
  const [idA = '', idB = ''] = lesson.classroomIds;
  const listener = await sit(idB);
  const cast = { teacher: await sit('teacher'), assistant: await sit('assistant'), room: await sit(idA), listener };
  await answerByCard(cast.teacher, cast.room);
  await playEverything(cast, lesson);
  // The store is in trouble until the recorder has been killed and has come back.
  let isWell = false;
  store.always = (response) => {
    if (!isWell) response.writeHead(500).end();
    return !isWell;
  };
  await cast.teacher.give('lesson:end', { reason: 'over' });
  await expect.poll(() => store.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
  product.kill('recorder');
  isWell = true;
  await expect.poll(() => store.statements.size, { timeout: 20_000 }).toBeGreaterThan(0);
  const { archivePath, sealed } = (await product.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lesson.lessonId}`))
    .lesson;
  expect(sealed).toBe(true);
  const folder = path.join(product.dataDir, archivePath ?? '', 'private/learning');
  const written = (await readFile(path.join(folder, 'statements.jsonl'), 'utf8')).trim().split('\n');
  await expect.poll(() => [...store.statements.values()], { timeout: 20_000 }).toEqual(written);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);

  const statements = written.map((line): Statement => JSON.parse(line));
  const room = { homePage: home, name: `classroom/${idA}` };
  const pupil = { homePage: home, name: `pupil/${idA}/n12` };
  const done = (account: typeof room) =>
    new Set(statements.filter(({ actor }) => actor.account.name === account.name).map(({ verb }) => verb.id));
  const { attended, answered, asked, responded, tookStage } = verbs;
  expect([...done(room)].sort()).toEqual([attended, answered, asked, responded, tookStage].map(({ id }) => id).sort());
  expect(statements.filter(({ actor }) => actor.account.name === pupil.name)).toMatchObject([
    { verb: { id: answered.id }, result: { success: true, response: 'B', score: { raw: 1 } } },
  ]);
  for (const { context } of statements) {
    const link = new URL(String(context.extensions[extensions.replay]));
    const place = new URLSearchParams(link.hash.slice(1));
    expect(place.get('a')).toBe(archivePath);
    expect(Number(place.get('at'))).toBe(context.extensions[extensions.second]);
  }
  const served = await fetch(new URL(`${archivePath}private/learning/statements.jsonl`, product.baseUrl));
  expect(served.status, 'nobody is served what is said of pupils').toBe(404);
});
