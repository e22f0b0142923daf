import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Pupil, PupilId, QuestionId } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiLesson, ApiLink } from '../demo/api.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openSeatBrowser, type SeatBrowser } from '../demo/seat-browser.ts';
import { openRawSeat, type RawSeat } from './raw-seat.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let product: Product;
let browser: SeatBrowser;
const seats: RawSeat[] = [];
let classroomId: string;
let mei: Pupil;

/** What pupils choose in a lesson's questions, of which 1 is right. */
const chosen = [
  [1, 0],
  [1, 1],
];

beforeAll(async () => {
  product = await openProduct();
  const first = await makeLesson(product.operator, { title: 'Plants', classrooms: ['Class 3'] });
  classroomId = first.classroomIds[0] ?? '';
  for (const [name, number] of [
    ['小梅', '1'],
    ['小军', '2'],
  ]) {
    await product.operator.post(`/api/classrooms/${classroomId}/pupils`, { name, number, cardNumber: Number(number) });
  }
  const { pupils } = await product.operator.get<{ pupils: [Pupil, Pupil] }>(`/api/classrooms/${classroomId}/roster`);
  mei = pupils[0];
  await teach(first, pupils, chosen[0] ?? []);
  await teach(await lessonNamed('Animals'), pupils, chosen[1] ?? []);
  browser = await openSeatBrowser({ film: 'none', width: 1366, height: 900, language: 'zh' });
});
afterAll(async () => {
  for (const seat of seats) seat.close();
  await browser?.close();
  await product?.close();
});

/** One more lesson of the same teacher with the same classroom. */
async function lessonNamed(title: string): Promise<MadeLesson> {
  const plan = { title, subject: 'Science', teacherName: 'Ms Lin', startsAt: new Date().toISOString() };
  const { lesson } = await product.operator.post<{ lesson: ApiLesson }>('/api/lessons', {
    ...plan,
    classroomIds: [classroomId],
    recording: 'standard',
  });
  await product.operator.post(`/api/lessons/${lesson.lessonId}/open`, {});
  const { links } = await product.operator.get<{ links: ApiLink[] }>(`/api/lessons/${lesson.lessonId}/links`);
  return { lessonId: lesson.lessonId, links, classroomIds: [classroomId] };
}

/** Attendance, in which the second pupil is ill, and a question for each choice of the first one. */
async function teach(lesson: MadeLesson, [here, ill]: [Pupil, Pupil], choices: readonly number[]): Promise<void> {
  const sit = async (link: string) => {
    const seat = await openRawSeat(product.baseUrl, linkPath(lesson, link));
    seats.push(seat);
    return seat;
  };
  const [teacher, room] = [await sit('teacher'), await sit(classroomId)];
  await room.give('attendance:take', { headCount: 1, absent: [{ pupilId: ill.pupilId as PupilId, reason: 'ill' }] });
  for (const [index, choice] of choices.entries()) {
    const questionId = `q${index + 1}` as QuestionId;
    const correct = { choices: [1] };
    const words = { text: '哪一个要喝水？', options: ['石头', '小树'] };
    await teacher.give('question:ask', { questionId, kind: 'single', ...words, correct });
    const pupils = [{ pupilId: here.pupilId, answer: { choices: [choice] } }];
    await room.give('question:answer', { questionId, answers: { by: 'cards', pupils } });
    await teacher.give('question:reveal', { questionId });
  }
  await teacher.give('lesson:end', { reason: 'over' });
}

const text = (testId: string) =>
  browser.page.$eval(`[data-testid="${testId}"]`, (element) => element.textContent ?? '');

test('from the roster to a pupil: each lesson with its answers and their moments, in both languages, for everybody', async () => {
  const { page } = browser;
  const token = readFileSync(path.join(product.dataDir, 'operator-token'), 'utf8').trim();
  await page.goto(`${product.baseUrl}/lessons?lang=zh#t=${token}`);
  await browser.see('lesson-card', 20_000);
  await page.goto(`${product.baseUrl}/learning?lang=zh#c=${classroomId}`);
  await browser.see('learning-classroom', 20_000);
  const cells = await page.$$eval('[data-testid="learning-classroom"] tbody tr', (rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  expect(cells).toEqual([
    ['1', '小梅', '2', '2', '0', '0', '0', '4', '4', '4', '3'],
    ['2', '小军', '2', '0', '2', '0', '0', '0', '0', '0', '0'],
  ]);
  await browser.click('learning-pupil-link');
  await browser.see('learning-pupil', 20_000);
  expect(await text('learning-total-right')).toContain('3 / 4 题（75%）');
  expect(await page.$$eval('[data-testid="learning-lessons"] tbody tr', (rows) => rows.length)).toBe(2);
  await page.$$eval('details', (all) => {
    for (const each of all) each.open = true;
  });
  const links = await page.$$eval('[data-testid="learning-moment"]', (all) => all.map((a) => a.getAttribute('href')));
  expect(links).toHaveLength(4);
  expect(links[0]).toMatch(/\/watch#a=%2Farchive%2F[a-z0-9-]+&at=\d+$/);
  for (const language of ['zh', 'en']) {
    await page.goto(`${product.baseUrl}/learning?lang=${language}#c=${classroomId}&p=${mei.pupilId}`);
    await browser.see('learning-pupil', 20_000);
    await page.evaluate(axe);
    const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
      violations: { id: string; impact: string }[];
    };
    expect(found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  }
  expect(browser.errors).toEqual([]);
});

test('without a right nothing is told', async () => {
  const { page } = browser;
  await page.evaluate(() => localStorage.setItem('tongke.access', 'guessed'));
  await page.goto(`${product.baseUrl}/learning?lang=zh&again#c=${classroomId}&p=${mei.pupilId}`);
  await browser.see('learning-notice', 20_000);
  expect(await text('learning-notice')).not.toContain('小梅');
});
