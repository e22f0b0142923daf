import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let lesson: OpenedLesson;
let teacherKey: string;
beforeAll(async () => {
  running = await startRunning();
  lesson = await openLesson(running, (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim());
  teacherKey = (await lesson.seat('teacher')).seatKey;
});
afterAll(async () => running.close());

const png = (lengthBytes: number) =>
  Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(lengthBytes - 8)]);
const idOf = (bytes: Buffer, ending: string) => `${createHash('sha256').update(bytes).digest('hex')}.${ending}`;

async function post(upload: string, bytes: Buffer, from = 0, totalBytes = bytes.length, key = teacherKey) {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/materials`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'x-lesson': lesson.lessonId,
      'x-upload': upload,
      'content-range': `bytes ${from}-${from + bytes.length - 1}/${totalBytes}`,
    },
    body: new Uint8Array(bytes),
  });
  const answer = await response.json();
  return { status: response.status, code: answer.error?.code, ...answer };
}
const get = (id: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${running.httpPort}/materials/${id}`, { headers });

describe('a file that is brought', () => {
  test('is kept once under its hash, and served for ever, in parts too, as what it is', async () => {
    const bytes = png(5_000);
    const id = idOf(bytes, 'png');
    expect(await post('one', bytes)).toMatchObject({ status: 200, receivedBytes: 5_000, materialId: id });
    expect(await post('two', bytes)).toMatchObject({ status: 200, materialId: id });
    const whole = await get(id);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('cache-control')).toContain('immutable');
    const part = await get(id, { range: 'bytes=10-19' });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
  });

  test('comes in parts, and goes on where it broke off', async () => {
    const bytes = png(3_000);
    expect(await post('parts', bytes.subarray(0, 1_000), 0, 3_000)).toMatchObject({
      receivedBytes: 1_000,
      materialId: null,
    });
    expect(await post('parts', bytes.subarray(2_000), 2_000, 3_000)).toMatchObject({ receivedBytes: 1_000 });
    expect(await post('parts', bytes.subarray(0, 1_000), 0, 3_000)).toMatchObject({ receivedBytes: 1_000 });
    expect(await post('parts', bytes.subarray(1_000), 1_000, 3_000)).toMatchObject({ materialId: idOf(bytes, 'png') });
  });

  test('whose line drops within a part leaves what came', async () => {
    const bytes = png(40_000);
    const socket = connect(running.httpPort, '127.0.0.1');
    const head = [
      'POST /api/materials HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${teacherKey}`,
      `X-Lesson: ${lesson.lessonId}`,
      'X-Upload: dropped',
      'Content-Range: bytes 0-39999/40000',
      'Content-Length: 40000',
    ];
    await new Promise<void>((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n`, () => resolve()));
    await new Promise<void>((resolve) => socket.write(bytes.subarray(0, 20_000), () => resolve()));
    const incoming = join(running.folder, 'materials', 'incoming');
    await vi.waitFor(async () => expect(await readdir(incoming)).toHaveLength(1));
    socket.destroy();
    const stand = await vi.waitFor(async () => {
      const answer = await post('dropped', Buffer.alloc(1), 39_999, 40_000);
      expect(answer.status).toBe(200);
      return answer;
    });
    const { receivedBytes } = stand;
    expect(receivedBytes).toBeGreaterThan(0);
    const rest = await post('dropped', bytes.subarray(receivedBytes), receivedBytes, 40_000);
    expect(rest).toMatchObject({ status: 200, materialId: idOf(bytes, 'png') });
    expect(await readdir(incoming)).toEqual([]);
  });
});

describe('what is refused', () => {
  test('a picture that is not one, and nothing of it stays', async () => {
    const page = Buffer.from(`<html><script>alert(1)</script>${' '.repeat(100)}`);
    expect(await post('page', page)).toMatchObject({ status: 415, code: 'unsupportedMedia' });
    expect(await post('short', Buffer.from('%PDF'))).toMatchObject({ code: 'unsupportedMedia' });
    expect(await readdir(join(running.folder, 'materials', 'incoming'))).toEqual([]);
  });

  test('a file that says it is too large, before it has come', async () => {
    const head = png(200);
    expect(await post('huge', head, 0, limits.filmLengthBytes + 1)).toMatchObject({ status: 413, code: 'tooLarge' });
    expect(await post('large', head, 0, limits.pictureLengthBytes + 1)).toMatchObject({
      status: 413,
      code: 'tooLarge',
    });
  });

  test('whoever does not run the lesson, and requests that say nothing', async () => {
    const room = await lesson.seat(lesson.rooms[0]);
    const bytes = png(100);
    expect(await post('room', bytes, 0, 100, room.seatKey)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(await post('key', bytes, 0, 100, 'teacher.wrong')).toMatchObject({ status: 401 });
    expect(await post('no such name!', bytes)).toMatchObject({ code: 'badRequest' });
    expect(await post('range', bytes, 5, 50)).toMatchObject({ code: 'badRequest' });
  });

  test('paths and names that are no material', async () => {
    for (const name of ['..%2Foperator-token', 'incoming', `${'a'.repeat(64)}.html`, `${'a'.repeat(64)}.png`]) {
      expect((await get(name)).status).toBe(404);
    }
  });
});
