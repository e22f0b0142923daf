import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LessonReview, type RemarkInput, reviewLimits } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let lesson: OpenedLesson;
let operator: string;
let teacher: string;
let inspector: string;
let audience: string;
const remark: RemarkInput = {
  fromMs: 61_000,
  toMs: 75_000,
  criterionId: 'interaction',
  score: 4,
  text: '提问有层次，\n学生参与充分。',
  authorName: '王老师',
};

beforeAll(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
  teacher = (await lesson.seat('teacher')).seatKey;
  inspector = (await lesson.seat('inspector')).seatKey;
  audience = (await lesson.seat('audience')).seatKey;
});
afterAll(() => running.close());

async function bySeat(seatKey: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/seats/review${path}`, {
    method,
    headers: { authorization: `Bearer ${seatKey}`, 'x-lesson': lesson.lessonId, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
const byOperator = (method: string, path: string, body?: unknown) =>
  running.request(method, `/api/lessons/${lesson.lessonId}/review${path}`, body, operator);
const review = async (seatKey: string): Promise<LessonReview> => (await bySeat(seatKey, 'GET', '')).body;

test('an inspector remarks on a range with a score; staff and operator see it, the audience finds nothing', async () => {
  expect(await review(inspector)).toMatchObject({ remarks: [], reviewers: 0, mayEditRubric: false });
  const { remarkId } = (await bySeat(inspector, 'POST', '/remarks', remark)).body;
  await bySeat(teacher, 'POST', '/remarks', { ...remark, fromMs: null, toMs: null, score: 5, text: '' });
  const seen = await review(teacher);
  expect(seen.mayEditRubric).toBe(true);
  expect(seen.remarks).toMatchObject([
    { fromMs: null, own: true, score: 5 },
    { ...remark, remarkId, own: false, editedAt: null },
  ]);
  expect(JSON.stringify(seen)).not.toContain('authorId');
  expect(seen.criteria.map(({ criterionId, mean, scores }) => [criterionId, mean, scores])).toEqual([
    ['goals', null, 0],
    ['process', null, 0],
    ['interaction', 4.5, 2],
    ['participation', null, 0],
    ['technology', null, 0],
  ]);
  expect((await byOperator('GET', '')).body).toMatchObject({ reviewers: 2, mayEditRubric: true });
  expect((await bySeat(audience, 'GET', '')).status).toBe(404);
  expect((await bySeat(audience, 'POST', '/remarks', remark)).status).toBe(404);
});

test('each changes and removes only its own; the operator removes any', async () => {
  const [own] = (await review(inspector)).remarks.filter((each) => each.own);
  const path = `/remarks/${own?.remarkId}`;
  expect((await bySeat(teacher, 'POST', path, remark)).status).toBe(404);
  expect((await bySeat(teacher, 'DELETE', path)).status).toBe(404);
  expect((await byOperator('POST', path, remark)).status).toBe(404);
  expect((await bySeat(inspector, 'POST', path, { ...remark, score: 3, text: '改过' })).status).toBe(200);
  expect((await review(inspector)).remarks.find(({ remarkId }) => remarkId === own?.remarkId)).toMatchObject({
    ...{ score: 3, text: '改过' },
    editedAt: expect.any(Number),
  });
  expect((await byOperator('DELETE', path)).status).toBe(200);
  expect((await bySeat(inspector, 'DELETE', path)).status).toBe(404);
});

test('the rubric is set by those who lead, and remarks keep to it', async () => {
  const criteria = [
    { criterionId: 'goals', title: '' },
    { criterionId: 'board-writing', title: '板书' },
  ];
  expect((await bySeat(inspector, 'POST', '/rubric', { criteria })).status).toBe(403);
  expect((await bySeat(teacher, 'POST', '/rubric', { criteria: [...criteria, ...criteria] })).status).toBe(400);
  expect((await bySeat(teacher, 'POST', '/rubric', { criteria })).status).toBe(200);
  expect((await review(inspector)).criteria.map(({ title }) => title)).toEqual(['', '板书']);
  expect((await bySeat(inspector, 'POST', '/remarks', remark)).status).toBe(400);
  expect((await bySeat(inspector, 'POST', '/remarks', { ...remark, criterionId: 'board-writing' })).status).toBe(200);
});

test('what is no remark is refused: sizes, ranges, scores, markup stays text, and unseen characters', async () => {
  const add = async (change: object) =>
    (await bySeat(teacher, 'POST', '/remarks', { ...remark, criterionId: 'goals', ...change })).status;
  const wrong = [
    { fromMs: -1 },
    { fromMs: null, toMs: 5 },
    { toMs: 61_000 },
    { fromMs: reviewLimits.longestMs + 1, toMs: null },
    { score: 6 },
    { score: 2.5 },
    { criterionId: null },
    { text: 'x'.repeat(reviewLimits.textLength + 1) },
    { text: 'a\u202eb' },
    { authorName: '' },
    { criterionId: null, score: null, text: ' ' },
  ];
  for (const change of wrong) expect([change, await add(change)]).toEqual([change, 400]);
  expect(await add({ text: '<img src=x onerror=alert(1)>' })).toBe(200);
});

test('reviews outlive a restart, stand in no archive, and come slower than a machine would write them', async () => {
  const before = await review(teacher);
  await running.restart();
  expect(await review(teacher)).toEqual(before);
  let refused = 0;
  for (let count = 0; count <= reviewLimits.changesPerWindow; count += 1) {
    const { status } = await bySeat(inspector, 'POST', '/remarks', { ...remark, criterionId: 'goals' });
    if (status === 429) refused += 1;
  }
  expect(refused).toBeGreaterThan(0);
});
