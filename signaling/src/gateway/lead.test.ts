import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
beforeAll(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
});
afterAll(async () => running.close());

const plan = { title: '合课', subject: '科学', startsAt: new Date().toISOString(), classroomIds: [] };
const post = (path: string, body: unknown) => running.request('POST', path, body, operator);

/** An open lesson of two teachers, and a way to sit down by a link's name. */
async function openShared() {
  const made = await post('/api/lessons', { ...plan, teacherName: '王老师', coTeacherName: '李老师' });
  const { lessonId } = (made.body as unknown as { lesson: { lessonId: string } }).lesson;
  await post(`/api/lessons/${lessonId}/open`, {});
  const { body } = await running.request('GET', `/api/lessons/${lessonId}/links`, undefined, operator);
  const { links } = body as unknown as { links: { link: string; role: string; path: string }[] };
  const sit = async (name: string) => {
    const token = links.find(({ link }) => link === name)?.path.split('#t=')[1];
    const seat = await running.request('POST', '/api/seats', { token, deviceId: `device-${name}` });
    return await running.connect(lessonId, (seat.body as unknown as { seatKey: string }).seatKey);
  };
  return { links, sit };
}

test('two teachers sit side by side and hand the lesson to each other', async () => {
  const { links, sit } = await openShared();
  expect(links.map(({ link, role }) => `${link} ${role}`)).toContain('coteacher teacher');
  const [wang, li] = [await sit('teacher'), await sit('coteacher')];
  const id = (seat: typeof wang) => seat.welcome.participantId;
  expect([id(wang), id(li)]).toEqual(['teacher', 'coteacher']);
  expect(li.welcome.snapshot?.participants[id(li)]).toMatchObject({ role: 'teacher', name: '李老师' });
  const first = (seat: typeof wang) => seat.welcome.commandNumber + 1;
  expect(await li.command('lesson:end', first(li))).toMatchObject({ ok: false, error: { code: 'notLeading' } });
  expect(await wang.command('lead:offer', first(wang), { participantId: 'coteacher' })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(JSON.stringify(li.inbox.entries)).toContain('leadOffered'));
  expect(await li.command('lead:take', first(li))).toMatchObject({ ok: true });
  expect(await wang.command('lesson:end', first(wang) + 1)).toMatchObject({ ok: false, error: { code: 'notLeading' } });
  expect(await li.command('lesson:end', first(li) + 1)).toMatchObject({ ok: true });
});

test('a lesson of one teacher has no second link, and only a trial may leave no record', async () => {
  const made = await post('/api/lessons', { ...plan, teacherName: '王老师' });
  const { lessonId } = (made.body as unknown as { lesson: { lessonId: string } }).lesson;
  const { body } = await running.request('GET', `/api/lessons/${lessonId}/links`, undefined, operator);
  expect(JSON.stringify(body)).not.toContain('coteacher');
  expect((await post('/api/lessons', { ...plan, recording: 'none' })).body.error?.code).toBe('badRequest');
  const trial = await post('/api/lessons', { ...plan, rehearsal: true, recording: 'none' });
  expect(trial.body).toMatchObject({ lesson: { rehearsal: true, recording: 'none' } });
});
