import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cameraRtp } from '../../../sfu/src/testing/rtp-samples.ts';
import { limits } from '../../protocol/lesson.ts';
import { type OpenedLesson, openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let lesson: OpenedLesson;

const fresh = async () => openLesson(running, (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim());
beforeAll(async () => {
  running = await startRunning();
});
beforeEach(async () => {
  lesson = await fresh();
});
afterAll(async () => running.close());

const room = (seat: { welcome: { participantId: string } }) => ({ participantId: seat.welcome.participantId });
const types = (seat: Awaited<ReturnType<OpenedLesson['sit']>>) =>
  seat.inbox.entries.flatMap((batch) => batch.entries.map((entry) => entry.event.type));
const camera = (ssrc: number, session = 'session-a') => ({
  source: 'camera',
  kind: 'video',
  session,
  rtpParameters: cameraRtp(ssrc, 1),
  muted: false,
});

describe('a seat', () => {
  test('is welcomed with its projection and its transports, in one message', async () => {
    const teacher = await lesson.sit('teacher', 'session-a');
    expect(teacher.welcome).toMatchObject({
      role: 'teacher',
      commandNumber: limits.commandNumberStep,
      snapshot: { phase: { name: 'open' } },
    });
    expect(teacher.welcome.media).toMatchObject({ send: {}, receive: {}, consumers: [] });
    expect(JSON.stringify(teacher.welcome)).not.toContain('keyHash');
  });

  test('gets what it missed, in order and once, when it comes back', async () => {
    const { seatKey } = await lesson.seat('teacher');
    const first = await running.connect(lesson.lessonId, seatKey);
    const after = first.welcome.snapshot?.sequence ?? -1;
    first.socket.disconnect();
    const classroom = await lesson.sit(lesson.rooms[0]);
    await classroom.command('hand:raise', 1);
    const again = await running.connect(lesson.lessonId, seatKey, after);
    expect(again.welcome.snapshot).toBeNull();
    await vi.waitFor(() => expect(types(again)).toContain('handRaised'));
    const sequences = again.inbox.entries.flatMap((batch) => batch.entries.map((entry) => entry.sequence));
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(Math.min(...sequences)).toBeGreaterThan(after);
  });

  test('answers a repeated command as the first time, with one event, also after a restart', async () => {
    const { seatKey } = await lesson.seat(lesson.rooms[0]);
    const classroom = await running.connect(lesson.lessonId, seatKey);
    const first = await classroom.command('hand:raise', 1);
    expect(await classroom.command('hand:raise', 1)).toEqual(first);
    classroom.socket.disconnect();
    await running.restart();
    const again = await running.connect(lesson.lessonId, seatKey);
    expect(again.welcome.commandNumber).toBeGreaterThan(1);
    expect(await again.command('hand:raise', 1)).toEqual(first);
    expect(again.welcome.snapshot?.hands).toHaveLength(1);
  });

  test('in use is given to another device only when staff agree; then the first is told', async () => {
    const teacher = await lesson.sit('teacher');
    const sitting = await lesson.sit(lesson.rooms[0]);
    expect(await lesson.seat(lesson.rooms[0], 'another')).toMatchObject({ status: 409, error: { code: 'seatTaken' } });
    await vi.waitFor(() => expect(types(teacher)).toContain('seatRequested'));
    expect(types(sitting)).not.toContain('seatRequested');
    expect(await teacher.command('seat:allow', 1, { ...room(sitting), deviceId: 'another' })).toMatchObject({
      ok: true,
    });
    const granted = await lesson.seat(lesson.rooms[0], 'another');
    expect(granted.status).toBe(200);
    await sitting.disconnected();
    expect(sitting.inbox.closed).toMatchObject([{ code: 'seatTaken' }]);
    await running.connect(lesson.lessonId, granted.seatKey);
  });

  test('is closed when its link is revoked, and a removed classroom cannot come back', async () => {
    const teacher = await lesson.sit('teacher');
    const removed = await lesson.sit(lesson.rooms[0]);
    const revoked = await lesson.sit(lesson.rooms[1]);
    expect(await teacher.command('participant:remove', 1, room(removed))).toMatchObject({ ok: true });
    await removed.disconnected();
    expect(removed.inbox.closed).toMatchObject([{ code: 'seatRemoved' }]);
    expect(await lesson.seat(lesson.rooms[0])).toMatchObject({ status: 403, error: { code: 'seatRemoved' } });
    const operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
    const path = `/api/lessons/${lesson.lessonId}/links/revoke`;
    expect((await running.request('POST', path, { link: lesson.rooms[1] }, operator)).status).toBe(200);
    await revoked.disconnected();
    expect(revoked.inbox.closed).toMatchObject([{ code: 'linkRevoked' }]);
    expect(await lesson.seat(lesson.rooms[1])).toMatchObject({ status: 401, error: { code: 'linkRevoked' } });
  });

  test('on stage is heard of by other rooms, with its tracks; off stage it is not', async () => {
    const teacher = await lesson.sit('teacher', 'session-t');
    const called = await lesson.sit(lesson.rooms[0], 'session-a');
    const other = await lesson.sit(lesson.rooms[1], 'session-b');
    const published = await called.command('track:publish', 1, camera(1000));
    expect(published).toMatchObject({ ok: true, value: { layers: 1 } });
    expect(await called.command('track:publish', 1, camera(1000))).toEqual(published);
    await teacher.command('stage:call', 1, room(called));
    await vi.waitFor(() => expect(other.inbox.consumers.at(-1)?.consumers).toMatchObject([{ source: 'camera' }]));
    expect(types(other)).toContain('stageCalled');
    expect(types(other)).not.toContain('trackPublished');
    await called.command('stage:leave', 2);
    await vi.waitFor(() => expect(other.inbox.consumers.at(-1)?.consumers).toEqual([]));
    expect(called.inbox.consumers.flatMap((each) => each.consumers)).toEqual([]);
  });
});

test('an inspector and a viewer are known to nobody, not even by their line', async () => {
  const teacher = await lesson.sit('teacher', 'session-t');
  const unseen = [await lesson.sit('inspector', 'session-i'), await lesson.sit('audience', 'session-v')];
  const classroom = await lesson.sit(lesson.rooms[0], 'session-a');
  for (const seat of [teacher, ...unseen]) {
    await vi.waitFor(() => expect(seat.inbox.quality.length).toBeGreaterThan(0), { timeout: 5_000 });
  }
  const told = (seat: typeof teacher) => JSON.stringify([seat.inbox.quality, seat.inbox.entries, seat.welcome]);
  for (const seat of unseen) {
    expect(told(seat)).toContain(seat.welcome.participantId);
    expect(told(teacher)).not.toContain(seat.welcome.participantId);
    expect(told(classroom)).not.toContain(seat.welcome.participantId);
  }
  expect(JSON.stringify(teacher.inbox.quality)).toContain(classroom.welcome.participantId);
}, 10_000);

describe('the door', () => {
  test('refuses wrong keys, keys of other lessons and malformed credentials', async () => {
    const other = await fresh();
    const { seatKey } = await other.seat('teacher');
    const refused = async (id: string, key: string) => running.connect(id, key).catch((error) => error.code);
    expect(await refused(lesson.lessonId, seatKey)).toBe('unauthorized');
    expect(await refused(lesson.lessonId, 'teacher.wrong')).toBe('unauthorized');
    expect(await refused('no-such-lesson', seatKey)).toBe('notFound');
    expect(await refused('../../etc', seatKey)).toBe('badRequest');
    expect(await refused(lesson.lessonId, 'x'.repeat(10_000))).toBe('badRequest');
  });

  test('answers what is unknown, malformed, too large for its field, or not for the role', async () => {
    const classroom = await lesson.sit(lesson.rooms[0]);
    const code = async (name: string, message: unknown) =>
      (await classroom.socket.timeout(2_000).emitWithAck(name, message)).error?.code;
    expect(await code('nothing:known', { number: 1, input: {} })).toBe('badRequest');
    expect(await code('__proto__', { number: 1, input: {} })).toBe('badRequest');
    expect(await code('hand:raise', 'text')).toBe('badRequest');
    expect(await code('hand:raise', null)).toBe('badRequest');
    expect(await code('hand:raise', { number: -1, input: {} })).toBe('badRequest');
    expect(await code('hand:raise', { number: 0, input: {} })).toBe('badRequest');
    expect(await code('hand:lower', { number: 1, input: { participantId: 'x'.repeat(65) } })).toBe('badRequest');
    expect(await code('lesson:end', { number: 1, input: {} })).toBe('forbidden');
    expect(await code('stage:call', { number: 1, input: { participantId: 'teacher' } })).toBe('forbidden');
    expect(await code('tap:open', { number: 0, input: { ip: '127.0.0.1', port: 9 } })).toBe('forbidden');
    expect(await classroom.command('hand:raise', 1)).toMatchObject({ ok: true });
  });

  test('slows a socket that sends too much, and closes one that goes on', async () => {
    const classroom = await lesson.sit(lesson.rooms[0]);
    const many = (count: number) =>
      Promise.all(Array.from({ length: count }, () => classroom.command('time:ask', 0).catch(() => null)));
    const answers = await many(2 * limits.commandsPerWindow);
    expect(answers.filter((answer) => answer?.ok)).toHaveLength(limits.commandsPerWindow);
    expect(answers.at(-1)).toMatchObject({ error: { code: 'tooMany' } });
    const unanswered = many(1_000);
    await classroom.disconnected();
    expect(await unanswered).toContain(null);
    const again = await lesson.sit(lesson.rooms[0]);
    expect(await again.command('time:ask', 0)).toMatchObject({ ok: true });
  });

  test('drops a message over the limit without harm to others', async () => {
    const classroom = await lesson.sit(lesson.rooms[0]);
    const teacher = await lesson.sit('teacher');
    classroom.socket.emit('hand:raise', { number: 1, input: { junk: 'x'.repeat(limits.messageLengthBytes) } });
    await classroom.disconnected();
    expect(await teacher.command('time:ask', 0)).toMatchObject({ ok: true });
  });

  test('lets a lesson end while seats are joining', async () => {
    const teacher = await lesson.sit('teacher', 'session-t');
    const joining = [lesson.sit(lesson.rooms[0], 'session-a'), lesson.sit(lesson.rooms[1], 'session-b')];
    const [ended, ...seats] = await Promise.all([teacher.command('lesson:end', 1), ...joining]);
    expect(ended).toMatchObject({ ok: true });
    for (const seat of seats) {
      await vi.waitFor(() => {
        const knows = seat.welcome.snapshot?.phase.name === 'ended' || types(seat).includes('lessonEnded');
        expect(knows).toBe(true);
      });
      const refused = await seat.command('media:open', 0, { session: 'session-z' });
      expect(refused).toMatchObject({ error: { code: 'lessonEnded' } });
    }
  });
});

describe('media', () => {
  test('is asked for again after the sfu was away, and lost tracks leave the lesson', async () => {
    const teacher = await lesson.sit('teacher', 'session-t');
    await teacher.command('track:publish', 1, camera(2000, 'session-t'));
    await vi.waitFor(() => expect(types(teacher)).toContain('trackPublished'));
    for (const { workerId } of running.sfu.engine.workers()) running.sfu.engine.killWorker(workerId);
    await vi.waitFor(() => expect(teacher.inbox.mediaLost).toMatchObject([{ reason: 'workerDied' }]));
    await vi.waitFor(() => expect(types(teacher)).toContain('trackUnpublished'));
    const opened = await teacher.command('media:open', 0, { session: 'session-u' });
    expect(opened).toMatchObject({ ok: true, value: { send: {} } });
    expect(await teacher.command('track:publish', 2, camera(3000, 'session-u'))).toMatchObject({ ok: true });
  });

  test('of a former page load ends when the page opens media anew', async () => {
    const { seatKey } = await lesson.seat('teacher');
    const first = await running.connect(lesson.lessonId, seatKey, null, 'session-1');
    await first.command('track:publish', 1, camera(4000, 'session-1'));
    const second = await running.connect(lesson.lessonId, seatKey, null, 'session-2');
    await first.disconnected();
    expect(types(first)).toContain('trackPublished');
    expect(second.welcome.snapshot?.tracks).toEqual({});
  });
});
