import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { healingFolder, healingLimits } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
let lesson: OpenedLesson;
let seat: { seatKey: string };

beforeEach(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  lesson = await openLesson(running, operator);
  seat = await lesson.seat('teacher');
});
afterEach(() => running.close());

const part = { partId: 'p1', trackId: 'mic', layer: 0, frames: [{ number: 1, rtpTimestamp: 960, data: 'AAEC' }] };

async function ask(method: string, path: string, body?: unknown, { seatKey } = seat) {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/healing${path}`, {
    method,
    headers: {
      authorization: `Bearer ${seatKey}`,
      'x-lesson': lesson.lessonId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const end = () => running.request('POST', `/api/lessons/${lesson.lessonId}/end`, {}, operator);
const jobs = async () =>
  (await running.request('GET', `/api/archives/${lesson.lessonId}/jobs`, undefined, operator)).body.jobs;

test('parts are kept under their names after the lesson, and a recorder is asked once', async () => {
  expect((await ask('POST', '/parts', part)).status).toBe(409);
  await end();
  expect(await ask('GET', '')).toMatchObject({ status: 200, body: { sealed: false, parts: [] } });
  expect((await ask('POST', '/complete', {})).status).toBe(200);
  expect(await jobs()).toEqual([]);
  for (const again of [part, { ...part, frames: [{ ...part.frames[0], data: 'BBBB' }] }]) {
    expect(await ask('POST', '/parts', again)).toEqual({ status: 200, body: {} });
  }
  expect((await ask('GET', '')).body.parts).toEqual(['p1']);
  const folder = join(running.folder, healingFolder, lesson.lessonId);
  const [name = ''] = await readdir(folder);
  const { partId: _, ...kept } = part;
  expect(JSON.parse(await readFile(join(folder, name), 'utf8'))).toEqual({ participantId: 'teacher', ...kept });
  for (let time = 0; time < 2; time += 1) await ask('POST', '/complete', {});
  expect(await jobs()).toMatchObject([{ work: { kind: 'heal' }, phase: 'waiting' }]);
});

test('seats that send nothing bring nothing; another seat does not see what was brought', async () => {
  await end();
  await ask('POST', '/parts', part);
  expect((await ask('POST', '/parts', part, await lesson.seat('audience'))).status).toBe(404);
  expect((await ask('GET', '', undefined, await lesson.seat('audience'))).body.parts).toEqual([]);
});

test('an upload goes on where it was when the server was restarted in the middle of it', async () => {
  await end();
  await ask('POST', '/parts', part);
  const { port } = new URL(`http://127.0.0.1:${running.httpPort}`);
  const half = connect(Number(port), '127.0.0.1');
  await once(half, 'connect');
  half.write(
    [
      'POST /api/healing/parts HTTP/1.1',
      'host: x',
      `authorization: Bearer ${seat.seatKey}`,
      `x-lesson: ${lesson.lessonId}`,
      'content-type: application/json',
      `content-length: ${JSON.stringify(part).length}`,
      '',
      JSON.stringify({ ...part, partId: 'p2' }).slice(0, 40),
    ].join('\r\n'),
  );
  const hungUp = once(half, 'close');
  half.on('error', () => {});
  await running.restart();
  half.destroy();
  await hungUp;
  expect((await ask('GET', '')).body.parts).toEqual(['p1']);
  expect((await ask('POST', '/parts', { ...part, partId: 'p2' })).status).toBe(200);
  expect((await ask('POST', '/complete', {})).status).toBe(200);
  expect((await ask('GET', '')).body.parts.sort()).toEqual(['p1', 'p2']);
  expect(await jobs()).toMatchObject([{ work: { kind: 'heal' }, phase: 'waiting' }]);
});

test('a key opens its own lesson only, and no other is named by a folder', async () => {
  await end();
  const other = await openLesson(running, operator);
  const foreign = { seatKey: (await other.seat('teacher')).seatKey };
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['POST', '/parts', part],
    ['POST', '/complete', {}],
  ] as const) {
    expect((await ask(method, path, body, foreign)).status).toBe(401);
    expect((await ask(method, path, body, { seatKey: 'x' })).status).toBe(401);
  }
  for (const name of ['../../etc', `${lesson.lessonId}/..`, '']) {
    const headers = { authorization: `Bearer ${seat.seatKey}`, 'x-lesson': name };
    const { status } = await fetch(`http://127.0.0.1:${running.httpPort}/api/healing`, { headers });
    expect([400, 401, 404]).toContain(status);
  }
});

test('what is no part, too long or too often is refused', async () => {
  await end();
  const [frame] = part.frames;
  for (const wrong of [
    { ...part, partId: '../x' },
    { ...part, trackId: 'a/b' },
    { ...part, layer: -1 },
    { ...part, layer: 4 },
    { ...part, layer: 0.5 },
    { ...part, trackId: undefined },
    { ...part, frames: 'AAAA' },
    { ...part, frames: [null] },
    { ...part, frames: Array.from({ length: healingLimits.framesPerPart + 1 }, () => part.frames[0]) },
    { ...part, frames: [{ ...frame, number: -1 }] },
    { ...part, frames: [{ ...frame, number: 1e300 }] },
    { ...part, frames: [{ ...frame, data: '' }] },
    { ...part, frames: [{ ...frame, data: 'A'.repeat(healingLimits.frameLength + 4) }] },
    [],
    null,
    { ...part, frames: [] },
    { ...part, frames: [{ ...frame, rtpTimestamp: 2 ** 32 }] },
    { ...part, frames: [{ ...frame, data: '…' }] },
  ]) {
    expect((await ask('POST', '/parts', wrong)).status).toBe(400);
  }
  expect(
    (await ask('POST', '/parts', { ...part, frames: [{ ...frame, data: 'A'.repeat(healingLimits.partBytes) }] }))
      .status,
  ).toBe(413);
  const answers = [];
  for (let time = 0; time <= healingLimits.partsPerWindow; time += 1) answers.push(ask('POST', '/complete', {}));
  expect((await Promise.all(answers)).map(({ status }) => status)).toContain(429);
});
