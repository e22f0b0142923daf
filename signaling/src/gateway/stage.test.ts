import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cameraRtp } from '../../../sfu/src/testing/rtp-samples.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let lesson: OpenedLesson;
type Seated = Awaited<ReturnType<OpenedLesson['sit']>>;

beforeAll(async () => {
  running = await startRunning();
});
beforeEach(async () => {
  lesson = await openLesson(running, (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim());
});
afterAll(async () => running.close());

const idOf = (seat: Seated) => ({ participantId: seat.welcome.participantId });
const types = (seat: Seated) => seat.inbox.entries.flatMap((batch) => batch.entries.map((entry) => entry.event.type));
const code = async (seat: Seated, name: string, number: number, input: unknown = {}) => {
  const answer = await seat.command(name, number, input);
  return answer.ok ? 'ok' : answer.error.code;
};
const camera = (ssrc: number, session: string, muted = false) => ({
  source: 'camera',
  kind: 'video',
  session,
  rtpParameters: cameraRtp(ssrc, 1),
  muted,
});

/** What the sfu holds of the lesson's plan: which tracks are paused. */
const pausedAtSfu = () => running.sfu.tracks(lesson.lessonId).map(({ paused }) => paused);

describe('rights, asked for over raw sockets', () => {
  test('what is switched off is refused at the door and paused at the sfu, whatever buttons say', async () => {
    const teacher = await lesson.sit('teacher', 'session-t');
    const room = await lesson.sit(lesson.rooms[0], 'session-a');
    expect(await code(room, 'track:publish', 1, camera(5000, 'session-a'))).toBe('ok');
    const off = { participantId: null, what: 'video', on: false };
    expect(await code(room, 'permission:switch', 2, off)).toBe('forbidden');
    expect(await code(teacher, 'permission:switch', 1, off)).toBe('ok');
    await vi.waitFor(() => expect(pausedAtSfu()).toEqual([true]));
    expect(await code(room, 'track:publish', 3, camera(5100, 'session-a'))).toBe('notAllowed');
    expect(await code(teacher, 'permission:switch', 2, { ...off, on: true })).toBe('ok');
    await vi.waitFor(() => expect(pausedAtSfu()).toEqual([false]));
  });

  test('a pause refuses rooms everything but leaving, and stops the teacher’s picture too', async () => {
    const teacher = await lesson.sit('teacher', 'session-t');
    const room = await lesson.sit(lesson.rooms[0], 'session-a');
    expect(await code(teacher, 'track:publish', 1, camera(6000, 'session-t'))).toBe('ok');
    expect(await code(teacher, 'permission:pause', 2, { paused: true })).toBe('ok');
    await vi.waitFor(() => expect(pausedAtSfu()).toEqual([true]));
    await vi.waitFor(() => expect(types(room)).toContain('lessonPaused'));
    expect(types(room)).not.toContain('controlUsed');
    expect(await code(room, 'hand:raise', 1)).toBe('lessonPaused');
    expect(await code(room, 'permission:pause', 2, { paused: false })).toBe('forbidden');
    expect(await code(teacher, 'permission:pause', 3, { paused: false })).toBe('ok');
    await vi.waitFor(() => expect(pausedAtSfu()).toEqual([false]));
    expect(await code(room, 'hand:raise', 3)).toBe('ok');
  });

  test('forbidding lowers hands, and no room undoes it; malformed switches are refused', async () => {
    const teacher = await lesson.sit('teacher');
    const room = await lesson.sit(lesson.rooms[0]);
    await room.command('hand:raise', 1);
    expect(await code(teacher, 'permission:forbid', 1, { forbidden: true })).toBe('ok');
    expect(await code(room, 'hand:raise', 2)).toBe('notAllowed');
    expect(await code(room, 'permission:forbid', 3, { forbidden: false })).toBe('forbidden');
    expect(await code(teacher, 'permission:switch', 2, { participantId: null, what: 'constructor', on: true })).toBe(
      'badRequest',
    );
    const stranger = { participantId: 'c-nobody', what: 'text', on: false };
    expect(await code(teacher, 'permission:switch', 3, stranger)).toBe('notFound');
  });

  test('a blocked classroom does not come back by a new link; unblocked, it does', async () => {
    const teacher = await lesson.sit('teacher');
    const room = await lesson.sit(lesson.rooms[0]);
    expect(await code(teacher, 'participant:remove', 1, { ...idOf(room), block: true })).toBe('ok');
    await room.disconnected();
    expect(await lesson.seat(lesson.rooms[0])).toMatchObject({ status: 403, error: { code: 'seatRemoved' } });
    expect(await code(teacher, 'participant:unblock', 2, idOf(room))).toBe('ok');
    expect(await lesson.seat(lesson.rooms[0])).toMatchObject({ status: 200 });
  });

  test('the end is told to rooms with its reason', async () => {
    const teacher = await lesson.sit('teacher');
    const room = await lesson.sit(lesson.rooms[0]);
    await teacher.command('lesson:end', 1, { reason: 'fire drill' });
    await vi.waitFor(() => expect(JSON.stringify(room.inbox.entries)).toContain('fire drill'));
  });
});

describe('the queue, asked for over raw sockets', () => {
  test('a room is told its own place, as numbers, and nobody else’s', async () => {
    const teacher = await lesson.sit('teacher');
    const first = await lesson.sit(lesson.rooms[0]);
    const second = await lesson.sit(lesson.rooms[1]);
    await first.command('hand:raise', 1);
    await second.command('hand:raise', 1);
    await vi.waitFor(() => expect(second.inbox.place.at(-1)).toEqual({ position: 2, of: 2 }));
    expect(await code(first, 'stage:callNext', 2, { from: 'queue' })).toBe('forbidden');
    expect(await teacher.command('stage:callNext', 1, { from: 'queue', seconds: 60 })).toEqual({
      ok: true,
      value: idOf(first),
    });
    await vi.waitFor(() => expect(second.inbox.place.at(-1)).toEqual({ position: 1, of: 1 }));
    await vi.waitFor(() => expect(first.inbox.place.at(-1)).toBeNull());
    expect(teacher.inbox.place).toEqual([]);
    expect(await code(second, 'stage:extend', 2, { ...idOf(second), seconds: 60 })).toBe('forbidden');
  });

  test('a time box ends by itself', async () => {
    const teacher = await lesson.sit('teacher');
    const room = await lesson.sit(lesson.rooms[0]);
    expect(await code(teacher, 'stage:call', 1, { ...idOf(room), seconds: 9 })).toBe('badRequest');
    expect(await code(teacher, 'stage:call', 2, { ...idOf(room), seconds: 10 })).toBe('ok');
    await vi.waitFor(() => expect(types(room)).toContain('stageLeft'), { timeout: 12_000 });
  });
});
