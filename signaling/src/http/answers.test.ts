import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let lesson: OpenedLesson;
let teacher: Awaited<ReturnType<OpenedLesson['sit']>>;
let number = 0;
beforeEach(async () => {
  running = await startRunning();
  const operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
  teacher = await lesson.sit('teacher');
  number = teacher.welcome.commandNumber;
});
afterEach(() => running.close());

const lead = (name: string, input: unknown) => {
  number += 1;
  return teacher.command(name, number, input);
};
const ask = (questionId: string, kind = 'single') =>
  lead('question:ask', {
    questionId,
    kind,
    text: 'Which?',
    options: kind === 'single' ? ['a', 'b'] : [],
    correct: null,
  });
/** The token of a classroom's code, as its own screen gets it. */
async function code(link: string): Promise<string> {
  const { seatKey } = await lesson.seat(link);
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/answers/link`, {
    headers: { authorization: `Bearer ${seatKey}`, 'x-lesson': lesson.lessonId },
  });
  const { path } = (await response.json()) as { path: string };
  return path.split('#t=')[1] ?? '';
}
const post = async (path: string, token: string, body: object) => {
  const reply = await running.request('POST', path, { deviceId: 'phone-7', pupil: 7, ...body }, token);
  return reply.status === 200 ? reply.body : (reply.body.error?.code ?? `status ${reply.status}`);
};
const give = (token: string, body: object = {}) =>
  post('/api/answers', token, { questionId: 'q1', answer: { choices: [1] }, ...body });
const answered = () =>
  teacher.inbox.entries.flatMap(({ entries }) =>
    entries.flatMap(({ event }) => (event.type === 'questionAnswered' ? [event] : [])),
  );

test('a phone joins without an account, waits for the question, answers and corrects; its classroom and number are in the log', async () => {
  await lesson.sit(lesson.rooms[0]);
  const token = await code(lesson.rooms[0]);
  expect(await post('/api/answers/join', token, {})).toEqual({ title: '太阳系', classroom: '三年级一班' });
  expect(await post('/api/answers/wait', token, { known: '' })).toMatchObject({ question: null, open: false });
  const next = post('/api/answers/wait', token, { known: 'none' });
  await ask('q1');
  expect(await next).toMatchObject({ open: true, question: { questionId: 'q1', options: ['a', 'b'], correct: null } });
  expect(await give(token)).toEqual({});
  expect(await give(token)).toEqual({});
  expect(await give(token, { answer: { choices: [0] } })).toEqual({});
  const events = answered();
  expect(events.map(({ answers }) => answers)).toEqual([
    { by: 'devices', pupils: [{ pupilId: 'n7', answer: { choices: [1] } }] },
    { by: 'devices', pupils: [{ pupilId: 'n7', answer: { choices: [0] } }] },
  ]);
  expect(events.every(({ participantId }) => `classroom:${participantId.slice(2)}` === lesson.rooms[0])).toBe(true);
});

test('a phone and a card of one pupil are one pupil where there is a roster, and no name is in the lesson', async () => {
  const classroom = lesson.rooms[0].split(':')[1] ?? '';
  const operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  const path = `/api/classrooms/${classroom}/roster/import`;
  const file = Buffer.from('学号,姓名\n6,张三\n7,李四').toString('base64');
  const looked = await running.request('POST', path, { file }, operator);
  const { report } = looked.body as unknown as { report: { check: string } };
  await running.request('POST', path, { file, confirm: report.check }, operator);
  const roster = await running.request('GET', `/api/classrooms/${classroom}/roster`, undefined, operator);
  const { pupils } = roster.body as unknown as { pupils: { pupilId: string; name: string }[] };
  const seventh = pupils.find(({ name }) => name === '李四')?.pupilId ?? '';

  const token = await code(lesson.rooms[0]);
  const room = await lesson.sit(lesson.rooms[0]);
  await ask('q1');
  const byCard = { by: 'cards', pupils: [{ pupilId: seventh, answer: { choices: [0] } }] };
  const input = { questionId: 'q1', answers: byCard };
  const carded = await room.command('question:answer', room.welcome.commandNumber + 1, input);
  expect(carded).toMatchObject({ ok: true, value: { people: 1 } });
  expect(await give(token)).toEqual({});
  expect(await give(token, { pupil: 9, deviceId: 'phone-9' })).toEqual({});
  const ids = answered().flatMap(({ answers }) => (answers.by === 'hands' ? [] : answers.pupils));
  expect(ids.map(({ pupilId }) => pupilId)).toEqual([seventh, seventh, 'n9']);
  expect(JSON.stringify(answered())).not.toContain('李四');
});

test('forty phones of a room that answer together are a few entries of the log', async () => {
  await lesson.sit(lesson.rooms[0]);
  const token = await code(lesson.rooms[0]);
  await ask('q1');
  const phones = Array.from({ length: 40 }, (_, pupil) =>
    give(token, { pupil: pupil + 1, deviceId: `phone-${pupil}` }),
  );
  expect(await Promise.all(phones)).toEqual(phones.map(() => ({})));
  const events = answered();
  expect(events.length).toBeLessThan(20);
  const pupils = events.flatMap(({ answers }) =>
    answers.by === 'hands' ? [] : answers.pupils.map((each) => each.pupilId),
  );
  expect(new Set(pupils).size).toBe(40);
  expect(pupils).toHaveLength(40);
});

test('a number belongs to the first phone that took it', async () => {
  await lesson.sit(lesson.rooms[0]);
  const token = await code(lesson.rooms[0]);
  await ask('q1');
  expect(await give(token)).toEqual({});
  expect(await give(token, { deviceId: 'another' })).toBe('seatTaken');
  expect(await post('/api/answers/join', token, { deviceId: 'another' })).toBe('seatTaken');
});

test('nothing is taken after the question is closed, for one that was never asked, of another kind, or malformed', async () => {
  await lesson.sit(lesson.rooms[0]);
  const token = await code(lesson.rooms[0]);
  expect(await give(token)).toBe('notFound');
  await ask('q1');
  for (const answer of [{ choices: [2] }, { choices: [0, 1] }, { number: 1 }, { text: 'b' }, { choices: [] }]) {
    expect(await give(token, { answer }), JSON.stringify(answer)).toBe('badRequest');
  }
  for (const answer of [
    'b',
    7,
    [],
    { choices: [0], text: 'b' },
    { choices: ['0'] },
    { choices: [-1] },
    { text: '\u202eb' },
  ]) {
    expect(await give(token, { answer }), JSON.stringify(answer)).toBe('badRequest');
  }
  for (const pupil of [0, -1, 1.5, limits.pupilsPerClassroom + 1, '7', null]) {
    expect(await give(token, { pupil }), `${pupil}`).toBe('badRequest');
  }
  await lead('question:close', { questionId: 'q1' });
  expect(await give(token)).toBe('questionClosed');
  expect(answered()).toEqual([]);
});

test('a code is for its own classroom, and void once its link is revoked or the lesson has ended', async () => {
  const operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  await lesson.sit(lesson.rooms[0]);
  await lesson.sit(lesson.rooms[1]);
  const [first, second] = [await code(lesson.rooms[0]), await code(lesson.rooms[1])];
  await ask('q1');
  const other = lesson.rooms[1].replace('classroom:', 'c-');
  // What names another classroom is not read.
  expect(await give(first, { participantId: other, classroomId: other })).toEqual({});
  expect(answered().some(({ participantId }) => participantId === other)).toBe(false);
  await running.request('POST', `/api/lessons/${lesson.lessonId}/links/revoke`, { link: lesson.rooms[0] }, operator);
  expect(await give(first)).toBe('linkRevoked');
  expect(await give(second)).toEqual({});
  const waiting = post('/api/answers/wait', second, { known: 'q1.open.' });
  await lead('lesson:end', {});
  expect(await waiting).toMatchObject({ ended: true });
  expect(await give(second)).toBe('lessonEnded');
});

test('no other token is one, and only classrooms get a code', async () => {
  const { seatKey } = await lesson.seat('assistant');
  for (const token of ['', 'x', lesson.token(lesson.rooms[0]), lesson.token('teacher'), seatKey]) {
    expect(await give(token), token.slice(0, 10)).toBe('unauthorized');
  }
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/answers/link`, {
    headers: { authorization: `Bearer ${seatKey}`, 'x-lesson': lesson.lessonId },
  });
  expect(response.status).toBe(404);
});

test('one phone is rate limited, the others are not', async () => {
  await lesson.sit(lesson.rooms[0]);
  const token = await code(lesson.rooms[0]);
  await ask('q1');
  const many = await Promise.all(Array.from({ length: limits.answersPerDevice + 5 }, () => give(token)));
  expect(many.filter((answer) => answer === 'tooMany')).toHaveLength(5);
  expect(await give(token, { pupil: 8, deviceId: 'phone-8' })).toEqual({});
});
