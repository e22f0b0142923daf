import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClassroomHistory, Pupil, PupilHistory } from '../../protocol/lesson.ts';
import { openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
/** The first classroom, of which the tests ask, and a pupil of it. */
let classroomId: string;
let ann: Pupil;

/** A lesson of the teacher 王老师 in which Ann answered one of two questions rightly and Bo was ill. */
beforeEach(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  const lesson = await openLesson(running, operator);
  classroomId = lesson.rooms[0].split(':')[1] ?? '';
  for (const [name, number] of [
    ['Ann', '1'],
    ['=Bo', '2'],
  ]) {
    const added = await post(`/api/classrooms/${classroomId}/pupils`, { name, number, cardNumber: null });
    expect(added.status).toBe(200);
  }
  const roster = (await get(`/api/classrooms/${classroomId}/roster`)).body as unknown as { pupils: Pupil[] };
  const [first, bo] = roster.pupils;
  if (!first || !bo) throw new Error('no roster');
  ann = first;
  const teacher = await lesson.sit('teacher');
  const room = await lesson.sit(lesson.rooms[0]);
  const [asking, answering] = [teacher.welcome.commandNumber, room.welcome.commandNumber];
  const absent = [{ pupilId: bo.pupilId, reason: 'ill' }];
  const question = { kind: 'single', text: '哪一颗最大？', options: ['水星', '木星'], correct: { choices: [1] } };
  const answers = { by: 'cards', pupils: [{ pupilId: ann.pupilId, answer: { choices: [1] } }] };
  const steps = [
    await room.command('attendance:take', answering + 1, { headCount: 1, absent }),
    await teacher.command('question:ask', asking + 1, { questionId: 'q1', ...question }),
    await room.command('question:answer', answering + 2, { questionId: 'q1', answers }),
    await teacher.command('question:reveal', asking + 2, { questionId: 'q1' }),
    await teacher.command('question:ask', asking + 3, { questionId: 'q2', ...question }),
  ];
  expect(steps.map((step) => step.ok)).toEqual([true, true, true, true, true]);
  expect((await post(`/api/lessons/${lesson.lessonId}/end`, {})).status).toBe(200);
});
afterEach(() => running.close());

const get = (path: string, bearer = operator) => running.request('GET', path, undefined, bearer);
const post = (path: string, body: unknown) => running.request('POST', path, body, operator);
const historyOf = async (pupilId: string, bearer = operator) =>
  await get(`/api/classrooms/${classroomId}/pupils/${pupilId}/learning`, bearer);
async function teacherToken(teacherName: string): Promise<string> {
  const { path } = (await post('/api/access', { teacherName })).body as Record<string, string>;
  return path?.split('#t=')[1] ?? '';
}

test("a pupil's lessons: attendance, answers with what is right, and the moment of each; also after a restart", async () => {
  await running.restart();
  const { status, body } = await historyOf(ann.pupilId);
  expect(status).toBe(200);
  const { pupil, classroomName, schoolName, lessons } = body as unknown as PupilHistory;
  expect({ pupil, classroomName, schoolName }).toEqual({
    pupil: ann,
    classroomName: '三年级一班',
    schoolName: '山区小学',
  });
  expect(lessons).toHaveLength(1);
  expect(lessons[0]).toMatchObject({
    title: '太阳系',
    teacherName: '王老师',
    attendance: { present: true },
    asked: 2,
    answers: [{ asked: { question: { questionId: 'q1' } }, answer: { choices: [1] }, by: 'cards', right: true }],
    room: { stageTimes: 0, stars: 0 },
  });
  const [answer] = lessons[0]?.answers ?? [];
  expect(answer?.at).toBeGreaterThanOrEqual(lessons[0]?.openedAt ?? Number.NaN);
  // Nobody else's answers or absences.
  expect(JSON.stringify(body)).not.toContain('ill');
});

test('the classroom in numbers, and both as tables in which nothing is calculated', async () => {
  const { body } = await get(`/api/classrooms/${classroomId}/learning`);
  const { lessons, pupils } = body as unknown as ClassroomHistory;
  expect(lessons).toBe(1);
  expect(pupils.map(({ pupil, totals }) => [pupil.name, totals])).toEqual([
    [
      'Ann',
      { counted: 1, present: 1, absent: { ill: 0, leave: 0, other: 0 }, asked: 2, answers: 1, judged: 1, right: 1 },
    ],
    [
      '=Bo',
      { counted: 1, present: 0, absent: { ill: 1, leave: 0, other: 0 }, asked: 0, answers: 0, judged: 0, right: 0 },
    ],
  ]);
  const table = (await get(`/api/classrooms/${classroomId}/learning.csv`)).body as unknown as { text: string };
  expect(table.text).toContain("\r\n2,'=Bo,1,0,1,0,0,0,0,0,0\r\n");
  const own = await get(`/api/classrooms/${classroomId}/pupils/${ann.pupilId}/learning.csv`);
  expect((own.body as unknown as { text: string }).text).toMatch(/,太阳系,科学,王老师,1,,2,1,1,1,0,0\r\n$/);
});

test('a teacher sees what was in their own lessons; another one is told nothing', async () => {
  const own = await historyOf(ann.pupilId, await teacherToken('王老师'));
  expect((own.body as unknown as PupilHistory).lessons).toHaveLength(1);
  const stranger = await teacherToken('李老师');
  expect((await historyOf(ann.pupilId, stranger)).status).toBe(404);
  expect((await get(`/api/classrooms/${classroomId}/learning`, stranger)).status).toBe(404);
});

test('who is erased from the roster has no page any more', async () => {
  expect(
    (await running.request('DELETE', `/api/classrooms/${classroomId}/pupils/${ann.pupilId}`, undefined, operator))
      .status,
  ).toBe(200);
  expect((await historyOf(ann.pupilId)).status).toBe(404);
  expect((await historyOf('../x')).status).toBe(404);
  expect((await historyOf('nobody')).status).toBe(404);
});
