import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';
import { createHttpApp } from './app.ts';
import type { HttpContext } from './route.ts';

interface Operation {
  security?: Record<string, unknown>[];
  requestBody?: object;
  parameters?: { name: string }[];
  responses: Record<string, { content?: object }>;
}
let running: Running;
let lesson: OpenedLesson;
let bearers: Record<string, string>;
let operations: { method: string; path: string; access: string; operation: Operation }[];
let address = 0;

/** Each call from an address of its own, so that no limit is met. */
async function status(method: string, path: string, bearer?: string, body?: object): Promise<number> {
  address += 1;
  const response = await fetch(`http://127.0.0.1:${running.httpPort}${path}`, {
    method,
    headers: {
      'x-forwarded-for': `198.51.${address >> 8}.${address & 255}`,
      'x-lesson': lesson.lessonId,
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  await response.text();
  return response.status;
}

beforeAll(async () => {
  running = await startRunning();
  const operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
  const ask = async (method: string, path: string, body: unknown, bearer?: string) =>
    (await running.request(method, path, body, bearer)).body as Record<string, string>;
  const { code, pollKey } = await ask('POST', '/api/devices/codes', { deviceId: 'pc' });
  await ask('POST', '/api/devices/pair', { code, classroomId: lesson.rooms[0].split(':')[1] }, operator);
  const { path } = await ask('POST', '/api/access', { teacherName: '李老师' }, operator);
  bearers = {
    operator,
    teacher: path?.split('#t=')[1] ?? '',
    device: (await ask('POST', '/api/devices/claim', { pollKey })).credential ?? '',
    seat: (await lesson.seat('audience')).seatKey,
    leader: (await lesson.seat('teacher')).seatKey,
    link: lesson.token('teacher'),
    recorder: await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('recorder')
      .setExpirationTime('60s')
      .sign(new TextEncoder().encode(running.sharedKey)),
    nobody: 'guessed',
  };
  const document = await (await fetch(`http://127.0.0.1:${running.httpPort}/api/openapi.json`)).json();
  operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      access: Object.keys(operation.security?.[0] ?? {})[0] ?? 'public',
      operation,
    })),
  );
});
afterAll(() => running.close());

const allowed: Record<string, readonly string[]> = {
  operator: ['operator'],
  organizer: ['operator', 'teacher'],
  device: ['device'],
  seat: ['seat', 'leader'],
  leader: ['leader'],
  recorder: ['recorder'],
};

test('each protected route takes the bearers that it names and no others', async () => {
  const guarded = operations.filter(({ access }) => access !== 'public');
  expect(guarded.length).toBeGreaterThan(18);
  for (const { method, path, access } of guarded) {
    const url = path.replace(/\{\w+\}/g, 'none');
    const name = `${method} ${path}`;
    // An empty body and ids of nothing: past the door it is answered 200, 400 or 404.
    const body = method === 'POST' ? {} : undefined;
    expect([name, 'without', await status(method, url, undefined, body)]).toEqual([name, 'without', 401]);
    for (const [kind, bearer] of Object.entries(bearers)) {
      const answered = await status(method, url, bearer, body);
      const expected = allowed[access]?.includes(kind) ? 'in' : 'out';
      expect([name, kind, answered === 401 || answered === 403 ? 'out' : 'in']).toEqual([name, kind, expected]);
    }
  }
});

test('a teacher is told that the operator alone may, others only that they are not known', async () => {
  expect(await status('POST', '/api/schools', bearers.teacher, {})).toBe(403);
  expect(await status('POST', '/api/schools', bearers.device, {})).toBe(401);
});

test('every route is in the document, with its parameters, its body and its answer, and nothing else is', () => {
  // No handler runs here.
  const context = { version: '0', now: Date.now, logger: pino({ level: 'silent' }) } as HttpContext;
  const app = createHttpApp(context, { dataDir: '/nowhere', clientDist: '/nowhere' });
  const registered = app.router.stack.flatMap(({ route }) =>
    // Express fills in one layer for each method of a route.
    route ? route.stack.map((layer) => `${layer.method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : [],
  );
  const documented = operations.map(({ method, path }) => `${method} ${path}`);
  expect(registered.sort()).toEqual(documented.sort());
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(operation.parameters?.map(({ name }) => name) ?? []).toEqual(named);
    expect(operation.responses['200']?.content).toBeDefined();
    expect(operation.responses.default?.content).toBeDefined();
  }
});
