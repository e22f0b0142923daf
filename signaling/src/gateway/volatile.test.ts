import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits, packInk, type VolatileMessage } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let lesson: OpenedLesson;
beforeAll(async () => {
  running = await startRunning();
});
beforeEach(async () => {
  lesson = await openLesson(running, (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim());
});
afterAll(async () => running.close());

const page = { deckId: 'deck-1', page: 0 };
const at = (x: number) => ({ ...page, at: { x, y: 5 } });
const ink = packInk({
  tool: 'pen',
  colour: 'red',
  width: 'fine',
  durationMs: 0,
  points: [{ x: 1, y: 2, pressure: null }],
});
type Seat = Awaited<ReturnType<OpenedLesson['sit']>>;
const heard = (seat: Seat): VolatileMessage[] => seat.inbox.volatile.flatMap(({ messages }) => messages);
const xs = (seat: Seat) =>
  heard(seat).flatMap((message) => (message.name === 'ink:point' ? [message.input.at?.x] : []));

describe('what is not kept', () => {
  test('reaches every seat but the recorder, is not in the log, and does not say who it is', async () => {
    const teacher = await lesson.sit('teacher');
    const rooms = [await lesson.sit(lesson.rooms[0]), await lesson.sit(lesson.rooms[1])];
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('recorder')
      .setExpirationTime('60s')
      .sign(new TextEncoder().encode(running.sharedKey));
    const granted = await running.request('POST', '/api/recorder/seats', { lessonId: lesson.lessonId }, token);
    const recorder = await running.connect(lesson.lessonId, String(granted.body.seatKey));
    teacher.socket.emit('ink:preview', { ...page, id: 's0000001', first: 0, ink });
    for (const room of rooms) await vi.waitFor(() => expect(heard(room)).toHaveLength(1));
    expect(heard(rooms[0] as Seat)[0]).toEqual({
      name: 'ink:preview',
      from: teacher.socket.id?.slice(0, 8),
      input: { ...page, id: 's0000001', first: 0, ink },
    });
    await recorder.command('time:ask', 0);
    expect(heard(recorder)).toEqual([]);
    const { sequence } = teacher.inbox.entries.at(-1) ?? { sequence: 0 };
    const late = await lesson.sit('assistant');
    expect(JSON.stringify(late.welcome)).not.toContain('s0000001');
    expect(sequence).toBeGreaterThan(0);
  });

  test('is taken of rooms on stage that may draw, and of no others', async () => {
    const teacher = await lesson.sit('teacher');
    const room = await lesson.sit(lesson.rooms[0]);
    room.socket.emit('ink:point', at(1));
    const { participantId } = room.welcome;
    await teacher.command('stage:call', 1, { participantId });
    room.socket.emit('ink:point', at(2));
    await teacher.command('permission:switch', 2, { participantId: null, what: 'annotation', on: true });
    await room.command('time:ask', 0);
    room.socket.emit('ink:point', at(3));
    await vi.waitFor(() => expect(xs(teacher)).toEqual([3]));
  });

  test('that is malformed, has no right or comes too often is passed over in silence', async () => {
    const teacher = await lesson.sit('teacher');
    const room = await lesson.sit(lesson.rooms[0]);
    const inspector = await lesson.sit('inspector');
    inspector.socket.emit('ink:point', at(1));
    for (const wrong of [null, 'x', {}, at(Number.NaN), at(-1), at(1e9), { ...at(1), deckId: '__proto__' }]) {
      teacher.socket.emit('ink:point', wrong);
    }
    teacher.socket.emit('ink:preview', { ...page, id: 's0000001', first: 0, ink: 'url(javascript:alert(1))' });
    teacher.socket.emit('ink:preview', {
      ...page,
      id: 's0000001',
      first: 0,
      ink: 'A'.repeat(limits.inkPreviewLength + 1),
    });
    teacher.socket.emit('ink:point', at(7));
    await vi.waitFor(() => expect(heard(room).length).toBeGreaterThan(0));
    expect(xs(room)).toEqual([7]);
    for (let x = 100; x < 100 + 2 * limits.volatilesPerWindow; x += 1) teacher.socket.emit('ink:point', at(x));
    expect(await teacher.command('time:ask', 0)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(xs(room).length).toBeGreaterThan(1));
    expect(Math.max(...xs(room).map((x) => x ?? 0))).toBeLessThan(100 + limits.volatilesPerWindow);
  });

  test('in a flood closes the line', async () => {
    const teacher = await lesson.sit('teacher');
    for (let x = 0; x < 8 * limits.volatilesPerWindow; x += 1) teacher.socket.emit('ink:point', at(x));
    await teacher.disconnected();
    expect(teacher.inbox.closed).toMatchObject([{ code: 'tooMany' }]);
  });
});
