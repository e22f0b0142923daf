import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveJob, ArchiveJobPhase, ArchiveWorkKind } from '@tongke/signaling/protocol/lesson';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WorkOutcome } from './do-work.ts';
import type { JobAnswer } from './job-door.ts';
import { JobRunner } from './job-runner.ts';

let root: string;
let runner: JobRunner;
/** Jobs that are being done, by their lessons' folders, with what ends each. */
let running: Map<string, { end: (outcome: WorkOutcome) => void; progress: (percent: number) => void }>;
let told: string[];
/** What a claim makes signaling tell. */
let listed: ArchiveJob[];
let answers: { claim: JobAnswer; progress: JobAnswer; end: JobAnswer[] };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-jobs-'));
  for (const lesson of ['a', 'b']) await mkdir(join(root, `${lesson}-${'0'.repeat(32)}`));
  running = new Map();
  told = [];
  listed = [];
  answers = { claim: 'ok', progress: 'ok', end: [] };
  runner = new JobRunner({
    archivesPath: root,
    recorderId: 'me',
    keyFile: '',
    cores: 2,
    logger: pino({ level: 'silent' }),
    door: {
      claim: async (jobId) => {
        told.push(`claim ${jobId}`);
        // As signaling does: all hear of the claim before its answer.
        if (listed.length > 0) runner.jobs(listed);
        return answers.claim;
      },
      progress: async () => answers.progress,
      end: async (jobId, outcome) => {
        const answer = answers.end.shift() ?? 'ok';
        told.push(`end ${jobId} ${'reason' in outcome ? outcome.reason : 'done'} ${answer}`);
        return answer;
      },
    },
    run: ({ name }, { signal, onProgress }) =>
      new Promise((resolve, reject) => {
        const progress = (percent: number) => onProgress({ step: 'pictures', percent });
        running.set(name.slice(0, 1), { end: resolve, progress });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  });
});
afterEach(async () => {
  await runner.close();
  await rm(root, { recursive: true, force: true });
});

const done: WorkOutcome = { result: { files: [], faults: null } };
const job = (
  jobId: string,
  lessonId: string,
  kind: ArchiveWorkKind = 'verify',
  phase: ArchiveJobPhase = { name: 'waiting' },
) => ({ jobId, lessonId, work: { kind }, requestedAt: 0, attempts: 0, phase }) as unknown as ArchiveJob;
const of = (recorderId: string): ArchiveJobPhase => ({ name: 'running', recorderId, step: 'begin', percent: 0 });

test('a list that comes while a job is claimed stops nothing', async () => {
  listed = [job('1', 'a', 'verify', of('me'))];
  runner.jobs([job('1', 'a')]);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['a']));
  running.get('a')?.end(done);
  await vi.waitFor(() => expect(told).toEqual(['claim 1', 'end 1 done ok']));
});

test('one at a time, in their order, of archives that are here', async () => {
  runner.jobs([job('0', 'elsewhere'), job('1', 'a'), job('2', 'b')]);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['a']));
  running.get('a')?.end(done);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['a', 'b']));
  running.get('b')?.end({ reason: 'unsealed' });
  await vi.waitFor(() => expect(told).toEqual(['claim 1', 'end 1 done ok', 'claim 2', 'end 2 unsealed ok']));
});

test('its own are begun anew after a restart, others are left to theirs', async () => {
  runner.jobs([job('1', 'a', 'verify', of('other')), job('2', 'b', 'verify', of('me'))]);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['b']));
  expect(told).toEqual(['claim 2']);
});

test('on few cores films wait while a lesson is recorded; what is light does not', async () => {
  runner.recording(1);
  runner.jobs([job('1', 'a', 'film'), job('2', 'b', 'delete')]);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['b']));
  running.get('b')?.end(done);
  await vi.waitFor(() => expect(told).toContain('end 2 done ok'));
  runner.recording(0);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['b', 'a']));
});

test('what was cancelled is stopped, by the list and by what its progress is answered', async () => {
  const jobs = [job('1', 'a'), job('2', 'b')];
  runner.jobs(jobs);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['a']));
  runner.jobs(jobs.slice(1));
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['a', 'b']));
  answers.progress = 'gone';
  runner.jobs([...jobs.slice(1), job('3', 'a')]);
  running.delete('a');
  running.get('b')?.progress(10);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['b', 'a']));
  expect(told).toEqual(['claim 1', 'claim 2', 'claim 3']);
});

test('an end that was not heard is said again, and the job is not done twice meanwhile', async () => {
  answers.end = ['away'];
  runner.jobs([job('1', 'a')]);
  await vi.waitFor(() => expect([...running.keys()]).toEqual(['a']));
  running.get('a')?.end(done);
  runner.jobs([job('1', 'a', 'verify', of('me'))]);
  await vi.waitFor(() => expect(told).toEqual(['claim 1', 'end 1 done away', 'end 1 done ok']), { timeout: 5_000 });
});

test('what is not to be had is passed over', async () => {
  answers.claim = 'gone';
  runner.jobs([job('1', 'a'), job('2', 'b')]);
  await vi.waitFor(() => expect(told).toEqual(['claim 1', 'claim 2']));
  expect(running.size).toBe(0);
});
