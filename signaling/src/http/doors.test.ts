import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
let lesson: OpenedLesson;
beforeEach(async () => {
  // Before the node starts, so that its clocks are these; timers stay real.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  running = await startRunning({}, Date.now);
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
});
afterEach(async () => {
  vi.useRealTimers();
  await running.close();
});

async function call(method: string, path: string, body?: unknown, bearer?: string, headers: object = {}) {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}${path}`, {
    method,
    headers: {
      ...headers,
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  return { status: response.status, code: answer.error?.code as string | undefined, answer, response };
}
const teacherToken = async (teacherName: string) => {
  const { answer } = await call('POST', '/api/access', { teacherName }, operator);
  return { token: answer.path.split('#t=')[1] as string, accessId: answer.accessId as string };
};
const pair = async (bearer = operator, deviceId = 'pc-1') => {
  const { answer: begun } = await call('POST', '/api/devices/codes', { deviceId });
  const classroomId = lesson.rooms[0].split(':')[1];
  await call('POST', '/api/devices/pair', { code: begun.code, classroomId }, bearer);
  return (await call('POST', '/api/devices/claim', { pollKey: begun.pollKey })).answer.credential as string;
};
/** Lets time pass for the clocks, not for the timers. */
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe('a seat', () => {
  test('is refused while another device sits there, and given once that one has been silent', async () => {
    const [first, assistant] = [await lesson.sit('teacher'), await lesson.sit('assistant')];
    const another = () => lesson.seat('teacher', 'another');
    expect((await another()).error?.code).toBe('seatTaken');
    first.socket.disconnect();
    await vi.waitFor(() => {
      const events = assistant.inbox.entries.flatMap(({ entries }) => entries.map(({ event }) => event.type));
      expect(events).toContain('participantDetached');
    });
    pass(limits.seatSilentMs - 1_000);
    expect((await another()).error?.code).toBe('seatTaken');
    pass(2_000);
    expect((await another()).status).toBe(200);
  });

  test('opens again for its own device, whose former key is void', async () => {
    const [first, second] = [await lesson.seat('teacher'), await lesson.seat('teacher')];
    expect([first.status, second.status]).toEqual([200, 200]);
    const watch = (key: string) => call('GET', '/api/seats/archive', undefined, key, { 'x-lesson': lesson.lessonId });
    expect((await watch(first.seatKey)).code).toBe('unauthorized');
    expect((await watch(second.seatKey)).status).toBe(200);
  });

  test('by a revoked or expired link is refused; the new link opens it', async () => {
    const path = `/api/lessons/${lesson.lessonId}/links/revoke`;
    const { answer } = await call('POST', path, { link: 'assistant' }, operator);
    expect((await lesson.seat('assistant')).error?.code).toBe('linkRevoked');
    const link = answer.links.find((each: { link: string }) => each.link === 'assistant');
    const token = link.path.split('#t=')[1];
    expect((await call('POST', '/api/seats', { token, deviceId: 'd' })).status).toBe(200);
    expect((await call('POST', path, { link: 'classroom:k-stranger' }, operator)).code).toBe('notFound');
    expect((await call('POST', path, { link: 'recorder' }, operator)).code).toBe('badRequest');
    pass(limits.linkLifeMs + 1_000);
    expect((await call('POST', '/api/seats', { token, deviceId: 'd' })).code).toBe('linkExpired');
  });

  test('of a room or a viewer shows the lesson without the other rooms', async () => {
    const shown = async (link: string) => {
      const { seatKey } = await lesson.seat(link);
      const headers = { 'x-lesson': lesson.lessonId };
      return (await call('GET', '/api/seats/archive', undefined, seatKey, headers)).answer.lesson.classrooms;
    };
    expect(await shown(lesson.rooms[0])).toMatchObject([{ name: '三年级一班' }]);
    expect(await shown('audience')).toEqual([]);
  });
});

describe('a teacher', () => {
  test('sees and runs only their own lessons, also those that the operator planned for them', async () => {
    const [own, other] = [await teacherToken('王老师'), await teacherToken('李老师')];
    const listed = async (token: string) => (await call('GET', '/api/lessons', undefined, token)).answer.lessons;
    expect(await listed(own.token)).toMatchObject([{ lessonId: lesson.lessonId, teacherName: '王老师' }]);
    expect(await listed(other.token)).toEqual([]);
    const plan = { title: '课', subject: '科学', startsAt: new Date().toISOString(), classroomIds: [] };
    const { answer } = await call('POST', '/api/lessons', { ...plan, teacherName: '王老师' }, other.token);
    expect(answer.lesson.teacherName).toBe('李老师');
    expect((await call('GET', `/api/lessons/${answer.lesson.lessonId}`, undefined, own.token)).code).toBe('notFound');
  });

  test('whose link was revoked is out, and their other link is not', async () => {
    const [lost, kept] = [await teacherToken('王老师'), await teacherToken('王老师')];
    expect((await call('DELETE', `/api/access/${lost.accessId}`, undefined, operator)).status).toBe(200);
    expect((await call('GET', '/api/me', undefined, lost.token)).code).toBe('linkRevoked');
    expect((await call('GET', '/api/me', undefined, kept.token)).answer).toEqual({ kind: 'teacher', name: '王老师' });
    expect((await call('DELETE', '/api/access/none', undefined, operator)).code).toBe('notFound');
  });
});

describe("a classroom's PC", () => {
  test('that is revoked loses the seat it sits in; a teacher revokes only what they paired', async () => {
    const { token } = await teacherToken('李老师');
    const credential = await pair();
    const seat = await call('POST', '/api/device/seats', { lessonId: lesson.lessonId }, credential);
    const sitting = await running.connect(lesson.lessonId, seat.answer.seatKey);
    expect((await call('DELETE', '/api/devices/pc-1', undefined, token)).code).toBe('forbidden');
    expect((await call('DELETE', '/api/devices/pc-1', undefined, operator)).status).toBe(200);
    await sitting.disconnected();
    expect((await call('POST', '/api/device/seats', { lessonId: lesson.lessonId }, credential)).code).toBe(
      'unauthorized',
    );
    await pair(token, 'pc-2');
    expect((await call('DELETE', '/api/devices/pc-2', undefined, token)).status).toBe(200);
  });

  test('whose code is guessed at is safe: over the limit even the right one is refused', async () => {
    const { answer } = await call('POST', '/api/devices/codes', { deviceId: 'pc-1' });
    const classroomId = lesson.rooms[0].split(':')[1];
    const type = (code: string) => call('POST', '/api/devices/pair', { code, classroomId }, operator);
    for (let guess = 0; guess < limits.wrongCredentialsPerWindow; guess += 1) {
      const code = String(guess).padStart(6, '0');
      if (code !== answer.code) expect((await type(code)).code).toBe('notFound');
    }
    await type('999999' === answer.code ? '999998' : '999999');
    const refused = await type(answer.code);
    expect(refused.code).toBe('tooMany');
    expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(60);
  });
});

describe('wrong credentials', () => {
  test('are refused unheard after a while, without harm to neighbours behind the same address', async () => {
    const codes: (string | undefined)[] = [];
    for (let guess = 0; guess <= limits.wrongCredentialsPerWindow; guess += 1) {
      codes.push((await call('GET', '/api/me', undefined, `guess-${guess}`)).code);
    }
    expect(new Set(codes.slice(0, -1))).toEqual(new Set(['unauthorized']));
    expect(codes.at(-1)).toBe('tooMany');
    expect((await call('GET', '/api/me', undefined, operator)).status).toBe(200);
    const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
    expect((await call('GET', '/api/me', undefined, 'guess', elsewhere)).code).toBe('unauthorized');
  });
});

test('what breaks inside is answered with a fixed text and one line that holds no secret', async () => {
  const before = running.lines.length;
  // A log that cannot be read is the one thing that can break here from outside.
  await writeFile(join(running.folder, 'log', 'lesson-broken.jsonl'), 'garbage\n{"first":2}\n');
  const broken = await call('GET', '/api/lessons/broken', undefined, operator);
  expect([broken.status, broken.answer]).toEqual([500, { error: { code: 'internal', message: 'internal error' } }]);
  const listed = await call('GET', '/api/lessons', undefined, operator);
  expect(listed.answer.lessons).toMatchObject([{ lessonId: lesson.lessonId }]);
  const lines = running.lines.slice(before).map((line) => JSON.parse(line));
  expect(lines.filter(({ msg }) => msg === 'a request failed')).toHaveLength(1);
  expect(lines.filter(({ msg }) => msg === 'a lesson cannot be read')).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain(operator);
});
