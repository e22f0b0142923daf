import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LessonSummary } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
let lesson: OpenedLesson;
beforeEach(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
});
afterEach(async () => running.close());

async function get(path: string, bearer: string, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}${path}`, {
    headers: { authorization: `Bearer ${bearer}`, ...headers },
  });
  // Text, with the mark that a decoder would take off.
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
const ofSeat = async (link: string, path = '/api/seats/summary') => {
  const { seatKey } = await lesson.seat(link, `asking-${link.replace(':', '-')}`);
  return await get(path, seatKey, { 'x-lesson': lesson.lessonId });
};
const json = ({ bytes }: { bytes: Buffer }) => JSON.parse(bytes.toString()) as LessonSummary;

test('a lesson in numbers: all of it for its organizer and staff, for a classroom its own, for nobody else', async () => {
  const own = await get(`/api/lessons/${lesson.lessonId}/summary`, operator);
  expect(own.status).toBe(200);
  expect(json(own)).toMatchObject({
    title: '太阳系',
    phase: 'open',
    schools: [{ schoolName: '山区小学', classrooms: 2 }],
  });
  expect(json(own).classrooms).toHaveLength(2);
  expect(json(await ofSeat('teacher')).classrooms).toHaveLength(2);
  expect(json(await ofSeat('assistant')).classrooms).toHaveLength(2);
  const rooms = json(await ofSeat(lesson.rooms[1])).classrooms;
  expect(rooms.map(({ name }) => name)).toEqual(['三年级二班']);
  for (const link of ['audience', 'inspector']) expect((await ofSeat(link)).status, link).toBe(404);
  expect((await get(`/api/lessons/${lesson.lessonId}/summary`, 'wrong')).status).toBe(401);
  expect((await get('/api/lessons/nowhere/summary', operator)).status).toBe(404);
});

test('what happens is in it at the next asking, and survives a restart', async () => {
  await ofSeat('teacher');
  const room = await lesson.sit(lesson.rooms[0]);
  const first = room.welcome.commandNumber + 1;
  await room.command('hand:raise', first);
  await room.command('inquiry:ask', first + 1, { text: '为什么？' });
  await room.command('chat:send', first + 2, { to: { kind: 'staff' }, text: '老师好' });
  const numbers = async () =>
    json(await get(`/api/lessons/${lesson.lessonId}/summary`, operator)).classrooms.find(
      ({ name }) => name === '三年级一班',
    );
  const counted = { handsRaised: 1, inquiries: 1, messages: 1, outages: 0 };
  expect(await numbers()).toMatchObject(counted);
  expect(await numbers()).toMatchObject(counted);
  await running.restart();
  expect(await numbers()).toMatchObject(counted);
});

test('the table opens in a spreadsheet, with names as they are and none of them calculated', async () => {
  const made = await running.request('POST', '/api/schools', { name: '=HYPERLINK("http://x")' }, operator);
  const { schoolId } = (made.body as unknown as { school: { schoolId: string } }).school;
  const room = await running.request('POST', `/api/schools/${schoolId}/classrooms`, { name: '+一班' }, operator);
  const { classroomId } = (room.body as unknown as { classroom: { classroomId: string } }).classroom;
  const plan = { title: '表', subject: '数学', startsAt: new Date().toISOString(), classroomIds: [classroomId] };
  const planned = await running.request('POST', '/api/lessons', plan, operator);
  const { lessonId } = (planned.body as unknown as { lesson: { lessonId: string } }).lesson;
  const { type, bytes } = await get(`/api/lessons/${lessonId}/summary.csv`, operator);
  expect(type).toBe('text/csv; charset=utf-8');
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [heading, row] = bytes.toString().slice(1).split('\r\n');
  expect(heading).toMatch(/^school,classroom,firstInAt,/);
  expect(row).toMatch(/^"'=HYPERLINK\(""http:\/\/x""\)",'\+一班,/);
  const own = await ofSeat(lesson.rooms[0], '/api/seats/summary.csv');
  expect(own.bytes.toString()).toContain('三年级一班');
  expect(own.bytes.toString()).not.toContain('三年级二班');
});
