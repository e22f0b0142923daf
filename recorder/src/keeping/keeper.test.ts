import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { OwnerMark } from '../archive/owner.ts';
import { listArchive } from '../archive-tool/list.ts';
import { keyOf, makeSample, startedAtMs } from '../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import { makeFilmSample } from '../publish/film-sample.test-support.ts';
import { makeFilm } from '../publish/make-film.ts';
import { erase } from './erase.ts';
import { Keeper } from './keeper.ts';
import { KeepingLog, keepingName, readKeeping } from './keeping-record.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-keeping-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const keeperOf = async () =>
  new Keeper({ archivesPath: join(root, 'archive'), by: 'tester', key: await keyOf(root), known: [] });
const manifestOf = async ({ manifest }: ArchiveFolder) =>
  JSON.parse(await readFile(manifest, 'utf8')) as ArchiveManifest;
const faultsOf = async ({ path }: ArchiveFolder) =>
  (await verifyArchive(path, { known: [(await keyOf(root)).public] })).faults;
const recordOf = async () =>
  (await readFile(join(root, keepingName), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { by: string; event: { type: string; why?: string } });
const dayMs = 86_400_000;

test('deleting everything leaves a signed manifest that says so, and who and why in the record', async () => {
  const folder = await makeSample(root);
  const before = await readFile(folder.manifest);
  const kept = await (await keeperOf()).delete(folder, 'all', 'the school has closed');
  expect(kept.refusal).toBeNull();
  expect((await readdir(folder.path)).sort()).toEqual(['events.jsonl', 'manifest.json']);
  const manifest = await manifestOf(folder);
  expect(manifest).toMatchObject({
    title: '光的折射',
    teacherName: '',
    participants: [],
    tracks: [],
    revision: 2,
    changes: [{ type: 'allErased' }],
    erasures: [{ what: 'all', rule: { name: 'decision' } }],
  });
  expect(manifest.previous?.sha256).toHaveLength(64);
  expect(before.toString()).not.toContain('erasures');
  expect(await faultsOf(folder)).toEqual([]);
  expect((await listArchive(folder)).state).toBe('deleted');
  const record = await recordOf();
  expect(record.map(({ by, event }) => [by, event.type])).toEqual([
    ['tester', 'erasureBegun'],
    ['tester', 'erasureDone'],
  ]);
  expect(record[0]?.event.why).toBe('the school has closed');
  expect((await stat(join(root, keepingName))).mode & 0o777).toBe(0o600);
  expect((await (await keeperOf()).delete(folder, 'all', '')).refusal).toEqual({ reason: 'erased' });
  await expect(makeFilm(folder, { kind: 'programme', language: 'zh' })).rejects.toMatchObject({
    refusal: { reason: 'deleted' },
  });
});

test("rooms' pictures alone: the rest stays, verifies, and says what is gone", async () => {
  const folder = await makeFilmSample(root);
  await makeFilm(folder, { kind: 'programme', language: 'zh', within: { fromMs: 6_000, toMs: 7_000 } });
  expect((await (await keeperOf()).delete(folder, 'roomPictures', 'parents')).refusal).toBeNull();
  const manifest = await manifestOf(folder);
  const room = manifest.tracks.find(({ trackId }) => trackId === 'camera-2')?.layers[0];
  expect(room).toMatchObject({ segments: [], gaps: [{ cause: 'erased', fromMs: 4_000 }] });
  expect(manifest).toMatchObject({ revision: 2, changes: [{ type: 'trackErased', trackId: 'camera-2' }] });
  expect(await readdir(folder.resolve('tracks/camera-2/0'))).toEqual([]);
  expect((await readdir(folder.resolve('tracks/camera-1/0'))).length).toBeGreaterThan(8);
  await expect(stat(folder.resolve('published'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await faultsOf(folder)).toEqual([]);
  await expect(stat(folder.log)).resolves.toBeDefined();
}, 60_000);

test('a hold stops deletion and retention until it is released', async () => {
  const folder = await makeSample(root);
  const keeper = await keeperOf();
  await keeper.retain(null, 30, 'the county says so');
  await keeper.hold('lesson', 'a dispute');
  const late = startedAtMs + 60 * dayMs;
  expect(await keeper.expire(late, { dryRun: false })).toEqual([]);
  expect((await keeper.delete(folder, 'all', '')).refusal).toEqual({ reason: 'held', why: 'a dispute' });
  await keeper.release('lesson', 'settled');
  expect(await keeper.expire(startedAtMs + 20 * dayMs, { dryRun: false })).toEqual([]);
  expect((await keeper.expire(late, { dryRun: true })).map(({ lessonId }) => lessonId)).toEqual(['lesson']);
  expect((await listArchive(folder)).state).toBe('sealed');
  await keeper.retain('lesson', null, 'a model lesson');
  expect(await keeper.expire(late, { dryRun: false })).toEqual([]);
  await keeper.retain('lesson', 50, '');
  expect(await keeper.expire(late, { dryRun: false })).toHaveLength(1);
  expect((await manifestOf(folder)).erasures).toMatchObject([{ what: 'all', rule: { name: 'retention', days: 50 } }]);
  expect(await faultsOf(folder)).toEqual([]);
});

test('what is recorded now, was left, is signed by nobody known, or cannot be read is refused', async () => {
  const left = await makeSample(root, { sealed: false });
  const keeper = await keeperOf();
  expect((await keeper.delete(left, 'all', '')).refusal).toEqual({ reason: 'unsealed' });
  const mark = await OwnerMark.set(left);
  expect((await keeper.delete(left, 'all', '')).refusal).toMatchObject({ reason: 'owned' });
  await mark.remove();
  await rm(left.path, { recursive: true });
  const folder = await makeSample(root);
  const text = await readFile(folder.manifest, 'utf8');
  await writeFile(folder.manifest, text.replace('光的折射', '光的反射'));
  expect((await keeper.delete(folder, 'media', '')).refusal).toEqual({ reason: 'notVouched' });
  await writeFile(folder.manifest, '{');
  expect((await keeper.delete(folder, 'all', '')).refusal).toEqual({ reason: 'unreadable' });
  await rm(folder.path, { recursive: true });
  await symlink(root, folder.path);
  expect((await keeper.delete(folder, 'all', '')).refusal).toEqual({ reason: 'unreadable' });
  expect(await readdir(root)).toContain('recorder-key.pem');
});

for (const what of ['all', 'media'] as const) {
  test(`what was cut short is finished by whoever comes next: ${what}`, async () => {
    const folder = await makeSample(root);
    const [key, log] = [await keyOf(root), await KeepingLog.open(root)];
    const rule = { name: 'decision' } as const;
    const { at } = await log.append('killed', { type: 'erasureBegun', lessonId: 'lesson', what, rule, why: '' });
    await log.close();
    // Killed behind the manifest: some of the files are there still.
    await erase(folder, { at, what, rule }, { key, known: [] });
    const stays = folder.resolve('tracks/mic-1/0/000001.m4s');
    if (what === 'media') await writeFile(stays, 'left');
    else await writeFile(folder.resolve('left'), 'left');
    expect((await readKeeping(root)).begun.size).toBe(1);
    expect(await (await keeperOf()).expire(startedAtMs, { dryRun: false })).toEqual([]);
    expect((await readKeeping(root)).begun.size).toBe(0);
    await expect(stat(what === 'media' ? stays : folder.resolve('left'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await manifestOf(folder)).revision).toBe(2);
    expect(await faultsOf(folder)).toEqual([]);
  });
}

test('a record that was tampered with is not gone on with; a lock of a process that is gone is', async () => {
  const keeper = await keeperOf();
  await makeSample(root);
  await keeper.hold('lesson', 'a dispute');
  await keeper.hold('other', 'another');
  const path = join(root, keepingName);
  await writeFile(`${path}.lock`, '999999999');
  await keeper.release('other', '');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('a dispute', 'nothing..'));
  await expect(keeper.release('lesson', '')).rejects.toThrow('line 1');
  await writeFile(path, text);
  // A torn end is what a power cut leaves.
  await appendFile(path, '{"hash":"');
  await keeper.release('lesson', '');
  expect((await readKeeping(root)).holds.size).toBe(0);
});

test('a disk that is read-only is said, nothing is called done, and it is finished later', async ({ skip }) => {
  const place = join(root, 'archive');
  await mkdir(place);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', place], { stdio: 'ignore' });
  } catch {
    skip('no right to mount a disk');
  }
  try {
    const folder = await makeSample(root);
    const keeper = await keeperOf();
    execFileSync('mount', ['-o', 'remount,ro', place]);
    await expect(keeper.delete(folder, 'all', '')).rejects.toMatchObject({ code: 'EROFS' });
    await keeper.hold('other', 'goes on nevertheless');
    await expect(keeper.expire(startedAtMs, { dryRun: false })).rejects.toMatchObject({ code: 'EROFS' });
    expect((await readKeeping(root)).begun.size).toBe(1);
    execFileSync('mount', ['-o', 'remount,rw', place]);
    await keeper.expire(startedAtMs, { dryRun: false });
    expect([(await readKeeping(root)).begun.size, (await listArchive(folder)).state]).toEqual([0, 'deleted']);
  } finally {
    execFileSync('umount', ['-l', place]);
  }
});
