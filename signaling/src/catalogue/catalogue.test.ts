import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { classroomId, deviceId, lessonId, limits, schoolId } from '../../protocol/lesson.ts';
import { openFileLog } from '../log/file-log.ts';
import type { Log } from '../log/log.ts';
import { Catalogue } from './catalogue.ts';

let folder: string;
let log: Log;
let now: number;
let catalogue: Catalogue;
/** The same catalogue as another node sees it. */
let other: Catalogue;

const openLog = () => openFileLog({ folder, logger: pino({ level: 'silent' }), now: () => now });
const openCatalogue = () => Catalogue.open(log, () => now);
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code ?? error.message,
  );
const pc = deviceId('pc-1');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-catalogue-'));
  now = Date.parse('2026-11-23T08:00:00Z');
  log = await openLog();
  [catalogue, other] = [await openCatalogue(), await openCatalogue()];
});
afterEach(async () => {
  catalogue.close();
  other.close();
  await log.close();
  await rm(folder, { recursive: true });
});

const addRoom = async () => {
  const { schoolId: id } = await catalogue.addSchool('山区小学');
  return (await catalogue.addClassroom(id, '三年级一班')).classroomId;
};

test('what two nodes add at the same time is kept by both, and after a restart', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `学校 ${index}`);
  await Promise.all(names.map((name, index) => (index % 2 ? catalogue : other).addSchool(name)));
  await Promise.all([catalogue.refresh(), other.refresh()]);
  const known = (of: Catalogue) => [...of.state.schools.values()].map(({ name }) => name).sort();
  expect(known(catalogue)).toEqual([...names].sort());
  expect(known(other)).toEqual([...names].sort());
  await log.close();
  log = await openLog();
  expect(known(await openCatalogue())).toEqual([...names].sort());
});

test('a classroom belongs to a school that exists, and lessons invite only what exists', async () => {
  const room = await addRoom();
  expect(await refused(catalogue.addClassroom(schoolId('s-none'), 'x'))).toBe('notFound');
  expect(catalogue.invite([room, room])).toEqual([
    expect.objectContaining({ classroomId: room, name: '三年级一班', schoolName: '山区小学' }),
  ]);
  expect(() => catalogue.invite([room, classroomId('k-none')])).toThrow('no such classroom');
});

test('one name is one teacher, whose lessons stay when a link is revoked', async () => {
  const lesson = lessonId('abc');
  await catalogue.ownLesson(lesson, '王老师');
  const [first, second] = [await other.grantAccess('王老师'), await catalogue.grantAccess('王老师')];
  expect(second.teacher).toEqual(first.teacher);
  expect(catalogue.state.owners.get(lesson)).toBe(first.teacher.teacherId);
  expect((await catalogue.grantAccess('李老师')).teacher.teacherId).not.toBe(first.teacher.teacherId);
  await catalogue.revokeAccess(first.accessId);
  expect(catalogue.access(first.accessId)).toBeUndefined();
  expect(catalogue.access(second.accessId)).toMatchObject({ name: '王老师' });
  expect(await refused(other.revokeAccess(first.accessId))).toBe('notFound');
});

test('a code pairs once, on any node', async () => {
  const room = await addRoom();
  const { code, pollKey } = await catalogue.beginPairing(pc);
  expect(await other.claim(pollKey)).toEqual({ state: 'waiting' });
  const both = [catalogue.pair(code, room, null), other.pair(code, room, null)].map(refused);
  expect((await Promise.all(both)).sort()).toEqual(['accepted', 'notFound']);
  const [first, second] = [await catalogue.claim(pollKey), await other.claim(pollKey)];
  if (first.state !== 'paired' || second.state !== 'paired') throw new Error('not paired');
  expect(second.credential).not.toBe(first.credential);
  await other.revokeDevice(pc);
  expect(await refused(catalogue.claim(pollKey))).toBe('notFound');
  await catalogue.refresh();
  expect(catalogue.state.devices.size).toBe(0);
});

test('a code that is wrong or too old pairs nothing; one typed in at the last moment can still be fetched', async () => {
  const room = await addRoom();
  const old = await catalogue.beginPairing(pc);
  now += limits.pairingCodeMs;
  expect(await refused(catalogue.pair(old.code, room, null))).toBe('notFound');
  expect(await refused(catalogue.claim(old.pollKey))).toBe('notFound');
  const fresh = await catalogue.beginPairing(pc);
  expect(await refused(catalogue.pair(fresh.code === '000000' ? '000001' : '000000', room, null))).toBe('notFound');
  now += limits.pairingCodeMs - 1;
  await catalogue.pair(fresh.code, room, null);
  now += 2_000;
  expect(await catalogue.claim(fresh.pollKey)).toMatchObject({ state: 'paired' });
  expect(await refused(catalogue.claim('guessed'))).toBe('notFound');
});

test("a PC's new code voids its former one, and codes at once are bounded", async () => {
  const room = await addRoom();
  const former = await catalogue.beginPairing(pc);
  await catalogue.beginPairing(pc);
  expect(await refused(catalogue.claim(former.pollKey))).toBe('notFound');
  expect(await refused(catalogue.pair(former.code, room, null))).toBe('notFound');
  const asked = await Promise.all(
    Array.from({ length: 510 }, (_, index) => refused(catalogue.beginPairing(deviceId(`pc-${index + 2}`)))),
  );
  expect(asked.filter((answer) => answer === 'tooMany')).toHaveLength(11);
  now += limits.pairingCodeMs;
  expect(await refused(catalogue.beginPairing(pc))).toBe('accepted');
});

test('no code, key or credential stands in the log', async () => {
  const room = await addRoom();
  const { code, pollKey } = await catalogue.beginPairing(pc);
  await catalogue.pair(code, room, null);
  const claimed = await catalogue.claim(pollKey);
  const kept = await readFile(join(folder, 'catalogue.jsonl'), 'utf8');
  const credential = claimed.state === 'paired' ? claimed.credential.split('.')[1] : undefined;
  for (const secret of [`"${code}"`, pollKey, credential]) expect(kept).not.toContain(secret);
});

test('while the log is away, changes are refused and nothing is lost', async () => {
  await catalogue.addSchool('在');
  await log.close();
  expect(await refused(catalogue.addSchool('不在'))).toBe('unavailable');
  expect(catalogue.state.schools.size).toBe(1);
});
