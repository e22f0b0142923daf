import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Pupil, RosterReport } from '../../protocol/lesson.ts';
import { limits } from '../../protocol/lesson.ts';
import { decodeLine, follows, type LogRecord } from '../log/record.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
let lesson: OpenedLesson;
beforeAll(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
});
afterAll(() => running.close());

const rooms = () => lesson.rooms.map((link) => link.split(':')[1] ?? '') as [string, string];
const base64 = (text: string) => Buffer.from(text).toString('base64');
const call = async (method: string, path: string, body?: unknown, bearer = operator) => {
  const { status, body: answer } = await running.request(method, path, body, bearer);
  return {
    status,
    code: answer.error?.code,
    ...(answer as unknown as { pupils: Pupil[]; pupil: Pupil; report: RosterReport }),
  };
};
/** Asks by a seat's key. */
const bySeat = async (path: string, seatKey: string, lessonId = lesson.lessonId) => {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}${path}`, {
    headers: { authorization: `Bearer ${seatKey}`, 'x-lesson': lessonId },
  });
  return { status: response.status, body: await response.json() };
};
async function importRoster(classroom: string, text: string): Promise<RosterReport> {
  const path = `/api/classrooms/${classroom}/roster/import`;
  const { report } = await call('POST', path, { file: base64(text) });
  return (await call('POST', path, { file: base64(text), confirm: report.check })).report;
}

test('nothing is imported unless what was looked at is confirmed', async () => {
  const [room] = rooms();
  const path = `/api/classrooms/${room}/roster/import`;
  const file = base64('学号,姓名\n1,张三\n1,李四\n2,=1+1');
  const first = await call('POST', path, { file });
  expect(first.report).toMatchObject({ added: 2, imported: false, problemCount: 2 });
  expect((await call('GET', `/api/classrooms/${room}/roster`)).pupils).toEqual([]);
  const other = await call('POST', path, { file: base64('学号,姓名\n1,王五'), confirm: first.report.check });
  expect(other).toMatchObject({ status: 409, code: 'conflict' });
  const done = await call('POST', path, { file, confirm: first.report.check });
  expect(done.report).toMatchObject({ imported: true, added: 2 });
  expect((await call('POST', path, { file, confirm: first.report.check })).code).toBe('conflict');
  const { pupils } = await call('GET', `/api/classrooms/${room}/roster`);
  expect(pupils.map(({ name }) => name)).toEqual(['张三', '=1+1']);
  const again = await call('POST', path, { file });
  expect(again.report).toMatchObject({ added: 0, kept: 2, removed: [] });
});

test('what cannot be a roster is refused', async () => {
  const [room] = rooms();
  const path = `/api/classrooms/${room}/roster/import`;
  const nothing = await call('POST', path, { file: base64('学号,姓名') });
  expect(nothing.report).toMatchObject({ file: 'noNames', check: null, removed: [] });
  expect((await call('POST', path, { file: base64('学号,姓名'), confirm: 'x' })).code).toBe('conflict');
  expect((await call('POST', path, { file: '***' })).code).toBe('badRequest');
  const large = Buffer.alloc(limits.rosterFileLengthBytes + 1, 0x61).toString('base64');
  expect((await call('POST', path, { file: large })).code).toBe('tooLarge');
  expect((await call('POST', '/api/classrooms/none/roster/import', { file: '' })).code).toBe('notFound');
});

test('one pupil is corrected and erased, within the bounds of a name', async () => {
  const [, room] = rooms();
  const added = await call('POST', `/api/classrooms/${room}/pupils`, { name: '张三', number: '1', cardNumber: 4 });
  const path = `/api/classrooms/${room}/pupils/${added.pupil.pupilId}`;
  for (const name of ['', ' ', '张\u202E三', 'x'.repeat(limits.pupilNameLength + 1)]) {
    expect((await call('POST', path, { name, number: '1', cardNumber: null })).code, name).toBe('badRequest');
  }
  const corrected = await call('POST', path, { name: '张三丰', number: '1', cardNumber: null });
  expect(corrected.pupil).toEqual({ ...added.pupil, name: '张三丰', cardNumber: null });
  expect((await call('DELETE', path)).status).toBe(200);
  expect((await call('DELETE', path)).code).toBe('notFound');
});

test("a classroom reads its own roster, staff any of the lesson's, and nobody else one", async () => {
  const [first, second] = rooms();
  await importRoster(first, '学号,姓名\n1,张三\n2,李四');
  await importRoster(second, '学号,姓名\n1,王五');
  const strangers = await openLesson(running, operator);
  const key = async (link: string, from = lesson) => (await from.seat(link)).seatKey;
  const names = async (seatKey: string, room: string, of = lesson.lessonId) => {
    const { status, body } = await bySeat(`/api/seats/rosters/${room}`, seatKey, of);
    return status === 200 ? body.pupils.map(({ name }: Pupil) => name) : body.error.code;
  };
  const own = await key(lesson.rooms[0]);
  expect(await names(own, first)).toEqual(['张三', '李四']);
  expect(await names(own, second)).toBe('notFound');
  expect((await bySeat('/api/seats/rosters', own)).body.rosters).toEqual([{ classroomId: first, pupils: 2 }]);
  for (const link of ['teacher', 'assistant', 'inspector']) {
    const seatKey = await key(link);
    expect(await names(seatKey, second), link).toEqual(['王五']);
    expect((await bySeat('/api/seats/rosters', seatKey)).body.rosters).toHaveLength(2);
  }
  const viewer = await key('audience');
  expect(await names(viewer, first)).toBe('notFound');
  expect((await bySeat('/api/seats/rosters', viewer)).body.rosters).toEqual([]);
  const stranger = await key('teacher', strangers);
  expect(await names(stranger, first, strangers.lessonId)).toBe('notFound');
  expect(await names(stranger, first)).toBe('unauthorized');
});

test('attendance is of the own classroom and its own pupils, however it is forged; over a restart', async () => {
  const [first, second] = rooms();
  await importRoster(first, '学号,姓名\n1,欧阳铁柱\n2,李四');
  await importRoster(second, '学号,姓名\n1,司马秀英');
  const of = async (room: string) => (await call('GET', `/api/classrooms/${room}/roster`)).pupils;
  const [mine] = await of(first);
  const [theirs] = await of(second);
  const room = await lesson.sit(lesson.rooms[0]);
  const neighbour = await lesson.sit(lesson.rooms[1]);
  const teacher = await lesson.sit('teacher');
  const start = room.welcome.commandNumber;
  const foreign = { headCount: 0, absent: [{ pupilId: theirs?.pupilId, reason: 'ill' }] };
  expect(await room.command('attendance:take', start + 1, foreign)).toMatchObject({ error: { code: 'conflict' } });
  // What is put in beside the input (another room, a roster of one's own) does not arrive.
  const forged = {
    headCount: 1,
    absent: [{ pupilId: mine?.pupilId, reason: 'leave' }],
    participantId: neighbour.welcome.participantId,
    classroomId: second,
    roster: [theirs?.pupilId],
  };
  expect(await room.command('attendance:take', start + 2, forged)).toEqual({
    ok: true,
    value: { expected: 2, present: 1 },
  });
  for (const bad of [
    {},
    { headCount: -1, absent: [] },
    { headCount: 1e9, absent: [] },
    { headCount: 1, absent: [{}] },
  ]) {
    expect(await room.command('attendance:take', start + 3, bad)).toMatchObject({ error: { code: 'badRequest' } });
  }
  const staffStart = teacher.welcome.commandNumber;
  expect(await teacher.command('attendance:take', staffStart + 1, { headCount: 1, absent: [] })).toMatchObject({
    error: { code: 'forbidden' },
  });
  const told = (seat: typeof room) => JSON.stringify(seat.inbox.entries);
  await vi.waitFor(() => expect(told(teacher)).toContain('attendanceTaken'));
  expect(told(neighbour)).not.toContain('attendanceTaken');

  const logged = async () => {
    const files = (await readdir(running.folder, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
    return await Promise.all(files.map((name) => readFile(join(running.folder, name))));
  };
  const has = (logs: Buffer[], text: string) => logs.some((log) => log.includes(text));
  expect(has(await logged(), mine?.pupilId ?? 'none')).toBe(true);
  await running.restart();
  expect(await of(first)).toHaveLength(2);
  await call('DELETE', `/api/classrooms/${first}/roster`);
  await running.restart();
  expect(await of(first)).toEqual([]);
  const logs = await logged();
  expect(has(logs, '欧阳铁柱') || has(logs, '司马秀英')).toBe(false);
  expect(running.lines.join('\n')).not.toContain('欧阳铁柱');
  for (const log of logs) expect(isChained(log)).toBe(true);
  const back = await lesson.sit('teacher');
  expect(Object.values(back.welcome.snapshot?.attendance.rooms ?? {})).toMatchObject([
    { classroomId: first, expected: 2, present: 1, absent: [{ pupilId: mine?.pupilId, reason: 'leave' }] },
  ]);
});

/** Whether each record of a log's file is the one that follows the record before it, by its hash. */
function isChained(file: Buffer): boolean {
  const records = file
    .toString('utf8')
    .split('\n')
    .flatMap((text): (LogRecord | undefined)[] => (text === '' ? [] : [decodeLine(text)]));
  return (
    records.length > 1 &&
    records.every((record, at) => {
      const previous = records[at - 1];
      return record !== undefined && (previous === undefined ? at === 0 : follows(previous, record));
    })
  );
}
