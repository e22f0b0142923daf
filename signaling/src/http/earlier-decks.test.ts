import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type DeckId,
  type Drawing,
  emptyLesson,
  inkOf,
  packInk,
  seenStrokes,
  undoable,
} from '../../protocol/lesson.ts';
import { type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
beforeAll(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
});
afterAll(async () => running.close());

const post = (path: string, body: unknown) => running.request('POST', path, body, operator);

const line: Drawing = {
  tool: 'line',
  colour: 'red',
  width: 'medium',
  durationMs: 160,
  points: [
    { x: 1, y: 1, pressure: null },
    { x: 900, y: 900, pressure: null },
  ],
};

/** A lesson of a teacher, with a way to ask as the seat of one of its links. */
async function lessonOf(teacherName: string, title: string) {
  const startsAt = new Date().toISOString();
  const made = await post('/api/lessons', { title, subject: '科学', teacherName, startsAt, classroomIds: [] });
  const { lessonId } = (made.body as unknown as { lesson: { lessonId: string } }).lesson;
  await post(`/api/lessons/${lessonId}/open`, {});
  const { body } = await running.request('GET', `/api/lessons/${lessonId}/links`, undefined, operator);
  const { links } = body as unknown as { links: { link: string; path: string }[] };
  const seat = async (name: string) => {
    const token = links.find(({ link }) => link === name)?.path.split('#t=')[1];
    const granted = await running.request('POST', '/api/seats', { token, deviceId: `device-${name}` });
    const { seatKey } = granted.body as unknown as { seatKey: string };
    const ask = async (method: string, input?: object) => {
      const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/seats/decks`, {
        method,
        headers: {
          authorization: `Bearer ${seatKey}`,
          'x-lesson': lessonId,
          ...(input && { 'content-type': 'application/json' }),
        },
        ...(input && { body: JSON.stringify(input) }),
      });
      return { status: response.status, body: await response.json() };
    };
    return { ask, connect: () => running.connect(lessonId, seatKey) };
  };
  return { lessonId, seat };
}

test('decks and boards are taken over from week to week, by their own teacher only', async () => {
  const [monday, tuesday, other] = [
    await lessonOf('王老师', '星期一'),
    await lessonOf('王老师', '星期二'),
    await lessonOf('李老师', '别人的课'),
  ];
  const before = await (await monday.seat('teacher')).connect();
  let number = before.welcome.commandNumber;
  const give = async (name: string, input: object) => {
    number += 1;
    expect(await before.command(name, number, input)).toMatchObject({ ok: true });
  };
  await give('deck:add', { deckId: 'board-1', kind: 'board', title: '板书', pageCount: 1 });
  await give('page:add', { deckId: 'board-1', page: 1, picture: null, text: '' });
  const stroke = (id: string) => ({ deckId: 'board-1', page: 1, id, ink: packInk(line) });
  await give('ink:draw', stroke('s0000001'));
  await give('ink:draw', stroke('s0000002'));
  await give('ink:undo', { deckId: 'board-1', page: 1 });
  await give('deck:show', { deckId: 'board-1', page: 1 });

  const teacher = await tuesday.seat('teacher');
  expect((await teacher.ask('GET')).body).toMatchObject({
    lessons: [{ lessonId: monday.lessonId, title: '星期一', decks: [{ deckId: 'board-1', title: '板书', pages: 2 }] }],
  });
  const from = { lessonId: monday.lessonId, deckId: 'board-1' };
  expect((await teacher.ask('POST', from)).status).toBe(200);
  expect((await teacher.ask('POST', from)).status).toBe(200);
  const { snapshot } = (await teacher.connect()).welcome;
  expect(snapshot?.slides).toMatchObject({
    shown: null,
    decks: [{ deckId: 'board-1', kind: 'board', pages: [null, null] }],
  });
  const drawn = inkOf(snapshot?.ink ?? emptyLesson.ink, { deckId: 'board-1' as DeckId, page: 1 });
  expect(seenStrokes(drawn)).toEqual(['s0000001']);
  expect(undoable(drawn, 1), 'what was drawn last week is not undone').toBeUndefined();

  const stranger = await other.seat('teacher');
  expect((await stranger.ask('GET')).body).toEqual({ lessons: [] });
  expect((await stranger.ask('POST', from)).status).toBe(404);
  expect((await (await tuesday.seat('assistant')).ask('GET')).status).toBe(403);
  expect((await teacher.ask('POST', { ...from, deckId: 'no-such' })).status).toBe(404);
});
