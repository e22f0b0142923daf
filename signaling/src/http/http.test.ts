import { createHash, createHmac } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
let lesson: OpenedLesson;
beforeAll(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
});
afterAll(async () => running.close());

const call = async (method: string, path: string, body?: unknown, bearer?: string) => {
  const { status, body: answer } = await running.request(method, path, body, bearer);
  return { status, code: answer.error?.code, answer: answer as Record<string, unknown> };
};
const serviceToken = (expiresIn: string, key = running.sharedKey) =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('recorder')
    .setExpirationTime(expiresIn)
    .sign(new TextEncoder().encode(key));

describe('rights', () => {
  test('operator, teacher and nobody may do what the table of routes says', async () => {
    const made = await call('POST', '/api/access', { teacherName: '李老师' }, operator);
    const teacher = String(made.answer.path).split('#t=')[1];
    const rows: [method: string, path: string, body: unknown, teacherStatus: number][] = [
      ['GET', '/api/me', undefined, 200],
      ['GET', '/api/schools', undefined, 200],
      ['GET', '/api/lessons', undefined, 200],
      ['GET', '/api/devices', undefined, 200],
      ['POST', '/api/schools', { name: '新学校' }, 403],
      ['POST', '/api/access', { teacherName: '张老师' }, 403],
      ['GET', `/api/lessons/${lesson.lessonId}`, undefined, 404],
      ['POST', `/api/lessons/${lesson.lessonId}/end`, {}, 404],
      ['GET', `/api/lessons/${lesson.lessonId}/links`, undefined, 404],
      ['POST', '/api/recorder/seats', { lessonId: lesson.lessonId }, 401],
      ['GET', '/api/device/lessons', undefined, 401],
    ];
    for (const [method, path, body, expected] of rows) {
      expect([path, (await call(method, path, body, teacher)).status]).toEqual([path, expected]);
      expect([path, (await call(method, path, body)).code]).toEqual([path, 'unauthorized']);
    }
    const own = { title: '课', subject: '科学', startsAt: new Date().toISOString(), classroomIds: [] };
    const planned = await call('POST', '/api/lessons', own, teacher);
    expect(planned.answer.lesson).toMatchObject({ teacherName: '李老师', phase: 'planned' });
    expect((await call('GET', '/api/lessons', undefined, teacher)).answer.lessons).toHaveLength(1);
  });

  test("a recorder's seat needs a short service token of the shared key", async () => {
    const seat = async (token: string) =>
      (await call('POST', '/api/recorder/seats', { lessonId: lesson.lessonId }, token)).status;
    expect(await seat(await serviceToken('60s'))).toBe(200);
    expect(await seat(await serviceToken('1d'))).toBe(401);
    expect(await seat(await serviceToken('60s', 'another key'))).toBe(401);
    expect(await seat(lesson.token('teacher'))).toBe(401);
  });
});

describe('links', () => {
  const seat = (token: string) => call('POST', '/api/seats', { token, deviceId: 'device-x' });
  const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('that are forged, of another purpose, or unsigned open nothing', async () => {
    const [header = '', payload = '', signature = ''] = lesson.token('teacher').split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = createHmac('sha256', 'guess').update(`${header}.${payload}`).digest('base64url');
    const access = String((await call('POST', '/api/access', { teacherName: '李' }, operator)).answer.path).split(
      '#t=',
    )[1];
    expect((await seat(`${header}.${payload}.${forged}`)).code).toBe('unauthorized');
    expect((await seat(`${b64({ alg: 'none' })}.${payload}.`)).code).toBe('unauthorized');
    expect((await seat(`${header}.${b64({ ...claims, link: 'assistant' })}.${signature}`)).code).toBe('unauthorized');
    expect((await seat(access ?? '')).code).toBe('unauthorized');
    expect((await seat(await serviceToken('60s'))).code).toBe('unauthorized');
    expect((await seat('')).code).toBe('badRequest');
    expect((await seat('x'.repeat(5_000))).code).toBe('badRequest');
  });

  test('of one role cannot be used as another, and a stranger guessing is slowed', async () => {
    const other = await startRunning();
    try {
      const codes = [];
      for (let guess = 0; guess < limits.wrongCredentialsPerWindow + 2; guess += 1) {
        codes.push((await other.request('POST', '/api/seats', { token: 'a.b.c', deviceId: 'd' })).body.error?.code);
      }
      expect(codes[0]).toBe('unauthorized');
      expect(codes.at(-1)).toBe('tooMany');
    } finally {
      await other.close();
    }
  });
});

describe("a classroom's own PC", () => {
  test('is paired once by its code, finds its lessons, takes its seat, and can be revoked', async () => {
    const begun = await call('POST', '/api/devices/codes', { deviceId: 'pc-1' });
    const { code, pollKey } = begun.answer as { code: string; pollKey: string };
    expect(code).toMatch(/^\d{6}$/);
    expect((await call('POST', '/api/devices/claim', { pollKey })).answer).toEqual({ state: 'waiting' });
    const classroomId = lesson.rooms[0].split(':')[1];
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await call('POST', '/api/devices/pair', { code: wrong, classroomId }, operator)).code).toBe('notFound');
    expect((await call('POST', '/api/devices/pair', { code, classroomId }, operator)).status).toBe(200);
    expect((await call('POST', '/api/devices/pair', { code, classroomId }, operator)).code).toBe('notFound');
    const claimed = await call('POST', '/api/devices/claim', { pollKey });
    const credential = String(claimed.answer.credential);
    const today = await call('GET', '/api/device/lessons', undefined, credential);
    expect(today.answer.lessons).toMatchObject([{ lessonId: lesson.lessonId, phase: 'open' }]);
    expect(JSON.stringify(today.answer)).not.toContain('三年级二班');
    const seat = await call('POST', '/api/device/seats', { lessonId: lesson.lessonId }, credential);
    expect(seat.answer).toMatchObject({ role: 'classroom', participantId: `c-${classroomId}` });
    expect((await call('DELETE', '/api/devices/pc-1', undefined, operator)).status).toBe(200);
    expect((await call('GET', '/api/device/lessons', undefined, credential)).code).toBe('unauthorized');
  });
});

describe('archives', () => {
  const secret = 'a'.repeat(32);
  const raw = (path: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(running.httpPort, '127.0.0.1', () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
    });

  test('are served by their secret path, in ranges; private files and others never', async () => {
    const folder = join(running.folder, 'archive', `lesson-${secret}`);
    await mkdir(join(folder, 'private'), { recursive: true });
    await writeFile(join(folder, 'segment.m4s'), '0123456789');
    await writeFile(join(folder, 'manifest.json'), '{}');
    await writeFile(join(folder, 'private', 'log.jsonl'), 'SECRET');
    const base = `/archive/lesson-${secret}`;
    const url = `http://127.0.0.1:${running.httpPort}${base}`;
    const part = await fetch(`${url}/segment.m4s`, { headers: { range: 'bytes=2-4' } });
    expect([part.status, await part.text(), part.headers.get('cache-control')]).toEqual([
      206,
      '234',
      'public, max-age=31536000, immutable',
    ]);
    expect((await fetch(`${url}/manifest.json`)).headers.get('cache-control')).toBe('no-cache');
    // A film may be made again under its name.
    await mkdir(join(folder, 'published'));
    await writeFile(join(folder, 'published', 'film.mp4'), 'film');
    await writeFile(join(folder, 'published', '.1.film.mp4.part'), 'half');
    expect((await fetch(`${url}/published/film.mp4`)).headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${url}/published/.1.film.mp4.part`)).status).toBe(404);
    const keyId = 'b'.repeat(32);
    await mkdir(join(running.folder, 'archive', 'keys'), { recursive: true });
    await writeFile(join(running.folder, 'archive', 'keys', `${keyId}.pem`), 'KEY');
    await writeFile(join(running.folder, 'archive', 'keys', 'other.pem'), 'SECRET');
    const key = await fetch(`http://127.0.0.1:${running.httpPort}/archive/keys/${keyId}.pem`);
    expect([key.status, await key.text()]).toEqual([200, 'KEY']);
    const forbidden = [
      '/archive/keys/other.pem',
      '/archive/keys/',
      '/archive/keys/..%2f..%2foperator-token',
      `${base}/private/log.jsonl`,
      `${base}/PRIVATE/log.jsonl`,
      `${base}/%70rivate/log.jsonl`,
      `${base}/x/../private/log.jsonl`,
      `${base}/x/%2e%2e/private/log.jsonl`,
      `${base}//private/log.jsonl`,
      `${base}/..%2f..%2foperator-token`,
      `${base}/../../operator-token`,
      `/archive/../operator-token`,
      `/archive/%2e%2e/operator-token`,
      '/archive/',
      base,
      `${base}/%`,
    ];
    for (const path of forbidden) {
      const answer = await raw(path);
      expect([path, answer.includes('SECRET') || answer.includes(operator)]).toEqual([path, false]);
      expect([path, answer.slice(9, 12)]).toEqual([path, expect.stringMatching(/400|404/)]);
    }
  });
});

describe('bad input', () => {
  test('is answered with its code and nothing more', async () => {
    expect((await call('POST', '/api/schools', '{broken', operator)).code).toBe('badRequest');
    expect((await call('POST', '/api/schools', { name: 'x'.repeat(70_000) }, operator)).code).toBe('tooLarge');
    expect((await call('POST', '/api/schools', { name: 'a\u202Eb' }, operator)).code).toBe('badRequest');
    expect((await call('POST', '/api/schools', { name: '   ' }, operator)).code).toBe('badRequest');
    expect((await call('POST', '/api/schools', { name: 7 }, operator)).code).toBe('badRequest');
    expect((await call('GET', '/api/lessons/__proto__', undefined, operator)).code).toBe('notFound');
    expect((await call('GET', '/api/lessons/..%2f..', undefined, operator)).code).toBe('notFound');
    expect((await call('GET', '/api/nothing', undefined, operator)).code).toBe('notFound');
    const unknown = { title: 't', subject: 's', startsAt: new Date().toISOString(), classroomIds: ['k-none'] };
    expect((await call('POST', '/api/lessons', unknown, operator)).code).toBe('notFound');
    expect((await call('POST', '/api/lessons', { ...unknown, startsAt: 'soon' }, operator)).code).toBe('badRequest');
  });

  test('in numbers is slowed', async () => {
    const other = await startRunning();
    try {
      const replies = await Promise.all(
        Array.from({ length: limits.httpRequestsPerWindow + 20 }, () => other.request('GET', '/api/openapi.json')),
      );
      expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(20);
      expect((await other.request('GET', '/health')).status).toBe(200);
      const files = Array.from({ length: 5 * limits.httpRequestsPerWindow + 20 }, () =>
        other.request('GET', '/teacher'),
      );
      expect((await Promise.all(files)).filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(20);
    } finally {
      await other.close();
    }
  });
});

test('the OpenAPI document lists every route, and pages are served with a policy', async () => {
  const { answer } = await call('GET', '/api/openapi.json');
  const paths = Object.keys(answer.paths as object);
  expect(paths).toContain('/api/lessons/{lessonId}/links/revoke');
  expect(paths.length).toBeGreaterThan(18);
  const page = await fetch(`http://127.0.0.1:${running.httpPort}/inspector`);
  expect(await page.text()).toContain('teacher');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
});

test('no secret reaches the log lines', async () => {
  const { seatKey } = await lesson.seat('assistant');
  await running.connect(lesson.lessonId, seatKey);
  const text = running.lines.join('\n');
  const [, secretPart = 'missing'] = seatKey.split('.');
  const hash = createHash('sha256').update(seatKey).digest('base64url');
  for (const secret of [operator, running.sharedKey, secretPart, hash, lesson.token('teacher')]) {
    expect(text).not.toContain(secret);
  }
});
