import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lessonId } from '../../protocol/lesson.ts';
import type { Log } from '../log/log.ts';
import { openLog } from '../log/open-log.ts';
import { ArchiveJobs } from './archive-jobs.ts';

const lesson = lessonId('lesson');
const film = { kind: 'film', layout: 'programme', language: 'zh' } as const;
const result = { files: [{ path: 'published/film.mp4', lengthBytes: 1 }], faults: null };
let dataDir: string;
let log: Log;
let jobs: ArchiveJobs;

const open = async () => {
  log = await openLog({ dataDir, allowVolatile: false, logger: pino({ level: 'silent' }), onAlarm: () => {} });
  jobs = await ArchiveJobs.open(log);
};
const close = async () => {
  jobs.close();
  await log.close();
};
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongke-jobs-'));
  await open();
});
afterEach(async () => {
  await close();
  await rm(dataDir, { recursive: true, force: true });
});

test('a job from its request to its end, which a restart remembers', async () => {
  const changed = vi.fn();
  jobs.onChanged(changed);
  const { jobId } = await jobs.request(lesson, film);
  expect((await jobs.request(lesson, { ...film })).jobId).toBe(jobId);
  expect((await jobs.request(lesson, { ...film, layout: 'stage' })).jobId).not.toBe(jobId);
  await jobs.claim(jobId, 'one');
  await expect(jobs.claim(jobId, 'two')).rejects.toMatchObject({ code: 'conflict' });
  await jobs.goOn(jobId, 'one', { step: 'sound', percent: 40 });
  await jobs.goOn(jobId, 'one', { step: 'sound', percent: 42 });
  await expect(jobs.goOn(jobId, 'two', { step: 'sound', percent: 50 })).rejects.toMatchObject({ code: 'conflict' });
  await close();
  await open();
  expect(jobs.get(lesson, jobId).phase).toEqual({ name: 'running', recorderId: 'one', step: 'sound', percent: 40 });
  await jobs.end(jobId, 'one', { result });
  expect(jobs.get(lesson, jobId).phase).toMatchObject({ name: 'done', result });
  expect((await jobs.cancel(lesson, jobId)).phase.name).toBe('done');
  expect(jobs.open).toHaveLength(1);
  expect(jobs.of(lesson)).toHaveLength(2);
  expect(changed).toHaveBeenCalled();
});

test('what its recorder dies of is given up, and what is cancelled is no longer its', async () => {
  const { jobId } = await jobs.request(lesson, film);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    expect(await jobs.claim(jobId, 'one')).toMatchObject({ attempts: attempt, phase: { name: 'running' } });
  }
  expect((await jobs.claim(jobId, 'one')).phase).toMatchObject({ name: 'failed', reason: 'gaveUp' });
  const next = await jobs.request(lesson, film);
  await jobs.claim(next.jobId, 'one');
  await jobs.cancel(lesson, next.jobId);
  await expect(jobs.end(next.jobId, 'one', { result })).rejects.toMatchObject({ code: 'conflict' });
  await expect(jobs.cancel(lessonId('other'), next.jobId)).rejects.toMatchObject({ code: 'notFound' });
  await expect(jobs.claim('none', 'one')).rejects.toMatchObject({ code: 'notFound' });
});
