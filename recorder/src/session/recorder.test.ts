import { once } from 'node:events';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LessonEntry } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf } from '../archive/manifest.ts';
import { makeSample } from '../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import { checkSignature } from '../certificate/signature.ts';
import { readPublicKey, readSigningKey } from '../certificate/signing-key.ts';
import { readManifest } from '../test-support/decode.test-support.ts';
import { Processes } from '../test-support/processes.test-support.ts';
import { temporaryFolder } from '../test-support/recording.test-support.ts';

interface LessonView {
  lesson: { lessonId: string; archivePath: string | null; sealed: boolean; phase: string };
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let processes: Processes;

beforeEach(async () => {
  folder = await temporaryFolder();
  processes = await Processes.open(folder.path);
});
afterEach(async () => {
  await processes.close();
  await folder.remove();
});

async function openLesson(): Promise<string> {
  const { lesson } = await processes.api<LessonView>('POST', '/api/lessons', {
    title: 'Light',
    subject: 'Science',
    teacherName: 'Ms Lin',
    startsAt: new Date().toISOString(),
    classroomIds: [],
    recording: 'everything',
  });
  await processes.api('POST', `/api/lessons/${lesson.lessonId}/open`, {});
  return lesson.lessonId;
}

const end = (lessonId: string) => processes.api('POST', `/api/lessons/${lessonId}/end`, {});
const view = async (lessonId: string) => (await processes.api<LessonView>('GET', `/api/lessons/${lessonId}`)).lesson;

async function archiveOf(lessonId: string): Promise<string> {
  const names = await readdir(join(folder.path, 'archive'));
  const name = names.find((each) => each.startsWith(`${lessonId}-`));
  return join(folder.path, 'archive', name ?? '');
}

async function expectWhole(lessonId: string): Promise<void> {
  const key = await readSigningKey(join(folder.path, 'recorder-key.pem'));
  const verified = await verifyArchive(await archiveOf(lessonId), { known: key ? [key.public] : [] });
  expect(verified).toMatchObject({ state: 'sealed', vouching: { by: 'known' }, faults: [] });
}

test('claims a lesson that is opened, keeps its log, publishes what everyone may see, and seals within a second', async () => {
  const recorder = await processes.recorder();
  const lessonId = await openLesson();
  await recorder.said('recording');
  const begun = performance.now();
  await end(lessonId);
  await recorder.said('sealed');
  expect(performance.now() - begun).toBeLessThan(1_000);
  const archive = await archiveOf(lessonId);
  const manifest = await readManifest(archive);
  expect(manifest).toMatchObject({
    sealed: true,
    title: 'Light',
    teacherName: 'Ms Lin',
    policy: 'everything',
    lessonId,
  });
  expect(manifest.endedAt).toBeGreaterThan(manifest.startedAt);
  const entries = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LessonEntry);
  const shown = entries(await readFile(join(archive, 'events.jsonl'), 'utf8'));
  expect(shown.map(({ event }) => event.type)).toEqual([
    'lessonPlanned',
    'lessonOpened',
    'archiveOpened',
    'lessonEnded',
  ]);
  expect(manifest.events).toEqual({
    path: 'events.jsonl',
    lastSequence: shown.at(-1)?.sequence,
    sha256: await hashOf(join(archive, 'events.jsonl')),
    chain: { lines: shown.length, head: expect.stringMatching(/^[\w-]{43}$/) },
  });
  const kept = entries(await readFile(join(archive, 'private/log.jsonl'), 'utf8'));
  expect(kept.slice(0, 3).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(kept.map(({ event }) => event.type)).toContain('seatGranted');
  const [name = ''] = await readdir(join(folder.path, 'archive/keys'));
  const known = [await readPublicKey(join(folder.path, 'archive/keys', name))];
  const file = await readFile(join(archive, 'manifest.json'));
  expect(checkSignature(file, known)).toEqual({ by: 'known', keyId: name.replace('.pem', '') });
  expect(manifest).toMatchObject({ revision: 1, previous: null, changes: [], certificate: { expectedPackets: 0 } });
  expect((await stat(join(folder.path, 'recorder-key.pem'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(archive, 'private'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(archive, 'private/log.jsonl'))).mode & 0o777).toBe(0o600);
});

test('asked to end, it leaves the archive unsealed; a lesson that ends meanwhile is sealed at the next start', async () => {
  const first = await processes.recorder();
  const lessonId = await openLesson();
  await first.said('recording');
  first.child.kill('SIGTERM');
  expect(await once(first.child, 'exit')).toEqual([0, null]);
  const archive = await archiveOf(lessonId);
  expect((await readManifest(archive)).sealed).toBe(false);
  await end(lessonId);
  const second = await processes.recorder();
  await second.said('sealed');
  expect(await archiveOf(lessonId)).toBe(archive);
  expect((await readManifest(archive)).sealed).toBe(true);
});

test('killed, and the lesson ends while no recorder runs: sealed at the next start, which says what was lost', async () => {
  const first = await processes.recorder();
  const lessonId = await openLesson();
  await first.said('recording');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  await end(lessonId);
  const second = await processes.recorder();
  const said = await second.said('sealed');
  const { startedAt, endedAt, interruptions, certificate } = await readManifest(await archiveOf(lessonId));
  expect(interruptions).toEqual([
    { fromMs: expect.any(Number), toMs: (endedAt ?? 0) - startedAt, cause: 'recorderAway' },
  ]);
  expect(said).toMatchObject({ level: 40, interruptions, gaps: certificate?.gaps });
  await expect.poll(async () => (await view(lessonId)).sealed).toBe(true);
  await expectWhole(lessonId);
});

test('killed as it begins, before or after the lesson knows of its archive: sealed all the same', async () => {
  const first = await processes.recorder();
  const lessonId = await openLesson();
  await first.said('archive open');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  await end(lessonId);
  await processes.recorder();
  await expect.poll(async () => (await view(lessonId)).sealed, { timeout: 10_000 }).toBe(true);
  expect((await view(lessonId)).archivePath).toContain(lessonId);
  await expectWhole(lessonId);
});

test('an archive of a lesson that nobody knows any more is sealed with what is there', async () => {
  const left = await makeSample(folder.path, { sealed: false });
  await rm(join(folder.path, 'recorder-key.pem'));
  const recorder = await processes.recorder();
  await recorder.said('an archive was left unsealed');
  const said = await recorder.said('sealed what was left of an unknown lesson');
  expect(said).toMatchObject({ level: 40, lessonId: 'lesson', expectedMs: 12_000 });
  expect(await archiveOf('lesson')).toBe(left.path);
  await expectWhole('lesson');
});

test('killed in mid-lesson, its successor goes on in the same archive; the lesson knows its path', async () => {
  const first = await processes.recorder();
  const lessonId = await openLesson();
  await first.said('recording');
  const { archivePath } = await view(lessonId);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await processes.recorder();
  await second.said('recording');
  expect((await view(lessonId)).archivePath).toBe(archivePath);
  await end(lessonId);
  await second.said('sealed');
  const archives = (await readdir(join(folder.path, 'archive'))).filter((name) => name.startsWith(lessonId));
  expect(archives).toHaveLength(1);
});

test('of two recorders of one name the later has the lesson, and the other lets go', async () => {
  const first = await processes.recorder();
  const lessonId = await openLesson();
  await first.said('recording');
  const second = await processes.recorder();
  await first.said('another recorder of this name has the seat');
  await second.said('recording');
  await end(lessonId);
  await second.said('sealed');
  await expectWhole(lessonId);
});

test('two recorders that claim at once: one records, the other stands by and leaves the archive alone', async () => {
  const recorders = await Promise.all([processes.recorder(), processes.recorder({ RECORDER_NAME: 'other' })]);
  const lessonId = await openLesson();
  const winner = await Promise.race(recorders.map(async (each) => (await each.said('recording')) && each));
  const loser = recorders.find((each) => each !== winner);
  await end(lessonId);
  await winner.said('sealed');
  await expect.poll(async () => (await view(lessonId)).sealed).toBe(true);
  await expectWhole(lessonId);
  const names = (await readdir(join(folder.path, 'archive'))).filter((name) => name.startsWith(lessonId));
  expect(names).toHaveLength(1);
  const claims = (await readFile(join(await archiveOf(lessonId), 'private/log.jsonl'), 'utf8')).match(
    /recorderClaimed/g,
  );
  expect(claims).toHaveLength(1);
  expect(loser?.has('recording')).toBe(false);
});

test('a spare stands by, goes on in the same archive when the recorder is killed, and keeps the lesson', async () => {
  const spare = await processes.recorder({ RECORDER_SPARE: '1' });
  const first = await processes.recorder();
  const lessonId = await openLesson();
  await first.said('recording');
  const { archivePath } = await view(lessonId);
  expect(spare.has('recording')).toBe(false);
  first.child.kill('SIGKILL');
  const killedAt = performance.now();
  await spare.said('recording');
  expect(performance.now() - killedAt).toBeLessThan(700);
  const back = await processes.recorder();
  await end(lessonId);
  await spare.said('sealed');
  await expect.poll(async () => (await view(lessonId)).sealed).toBe(true);
  expect((await view(lessonId)).archivePath).toBe(archivePath);
  expect(back.has('recording')).toBe(false);
  await expectWhole(lessonId);
});

test('a recorder that was stopped and taken for dead writes nothing more when it wakes', async () => {
  const first = await processes.recorder();
  const lessonId = await openLesson();
  await first.said('recording');
  const spare = await processes.recorder({ RECORDER_SPARE: '1' });
  first.child.kill('SIGSTOP');
  // Signaling hears nothing of it for as long as a ping may take.
  await spare.said('recording');
  first.child.kill('SIGCONT');
  await first.said('another recorder has taken this lesson');
  await end(lessonId);
  await spare.said('sealed');
  await expectWhole(lessonId);
}, 40_000);

test('twins record a lesson at once, and the log says which is which; the second goes on in the archive when the first is killed', async () => {
  const twins = { RECORDER_TWIN: '1' };
  const first = await processes.recorder(twins);
  const second = await processes.recorder({ ...twins, RECORDER_NAME: 'twin', RECORDER_SPARE: '1' });
  const lessonId = await openLesson();
  await first.said('recording');
  await second.said('recording as the twin');
  const { archivePath } = await view(lessonId);
  expect(second.has('recording')).toBe(false);
  first.child.kill('SIGKILL');
  const killedAt = performance.now();
  await second.said('recording');
  expect(performance.now() - killedAt).toBeLessThan(700);
  const back = await processes.recorder(twins);
  await back.said('recording as the twin');
  await end(lessonId);
  await Promise.all([second.said('sealed'), back.said('sealed')]);
  await expect.poll(async () => (await view(lessonId)).sealed).toBe(true);
  expect((await view(lessonId)).archivePath).toBe(archivePath);
  await expectWhole(lessonId);
  const log = await readFile(join(await archiveOf(lessonId), 'private/log.jsonl'), 'utf8');
  expect(log.match(/recorderClaimed|recorderTwinned/g)).toEqual([
    'recorderClaimed',
    'recorderTwinned',
    'recorderClaimed',
    'recorderTwinned',
  ]);
});

test('two twins that claim at once: one has the lesson, the other records beside it, and both end in one archive', async () => {
  const twins = { RECORDER_TWIN: '1' };
  const recorders = await Promise.all([
    processes.recorder(twins),
    processes.recorder({ ...twins, RECORDER_NAME: 'b' }),
  ]);
  const lessonId = await openLesson();
  const first = await Promise.race(recorders.map(async (each) => (await each.said('recording')) && each));
  const second = recorders.find((each) => each !== first);
  await second?.said('recording as the twin');
  await end(lessonId);
  await Promise.all([first.said('sealed'), second?.said('sealed')]);
  await Promise.race(recorders.map((each) => each.said('united with its twin')));
  await expectWhole(lessonId);
  expect(second?.has('recording')).toBe(false);
}, 40_000);
