import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyOf } from '../../recorder/src/archive-tool/sample-archive.test-support.ts';
import { makeFilmSample } from '../../recorder/src/publish/film-sample.test-support.ts';
import { readPublished } from '../../recorder/src/publish/published.ts';
import { startRunning } from '../../signaling/src/testing/running.test-support.ts';

type Running = Awaited<ReturnType<typeof startRunning>>;
interface Job {
  jobId: string;
  phase: string;
  step: string | null;
  attempts: number;
  reason: string | null;
  result: { files: { path: string }[]; faults: number | null } | null;
}

let running: Running;
let operator: string;
let recorder: ChildProcess | null = null;
let archive: Awaited<ReturnType<typeof makeFilmSample>>;

beforeAll(async () => {
  running = await startRunning();
  operator = (await readFile(path.join(running.folder, 'operator-token'), 'utf8')).trim();
  await keyOf(running.folder);
  archive = await makeFilmSample(running.folder);
});
afterAll(async () => {
  await stop('SIGTERM');
  await running?.close();
  if (running) await rm(running.folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.resolve('recorder/src/main.ts')],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        TONGKE_DATA_DIR: running.folder,
        TONGKE_SHARED_KEY_FILE: path.join(running.folder, 'shared-key'),
        SIGNALING_URL: `http://127.0.0.1:${running.httpPort}`,
      },
    },
  );
  recorder = child;
  await once(child, 'message');
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  const child = recorder;
  recorder = null;
  if (child === null || child.exitCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function ask(work: object): Promise<Job> {
  const { status, body } = await running.request('POST', '/api/archives/lesson/jobs', work, operator);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body.job as unknown as Job;
}
async function look(jobId: string): Promise<Job> {
  return (await running.request('GET', `/api/archives/lesson/jobs/${jobId}`, undefined, operator)).body
    .job as unknown as Job;
}
/** Asks until it is so; the test's own limit ends a vain wait. */
async function until(jobId: string, holds: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await look(jobId);
    if (holds(job)) return job;
    await wait(250);
  }
}

test('a job waits for its recorder, outlives its death in the midst of it, and is finished by the next start', async () => {
  const film = { kind: 'film', fromMs: 4_000, toMs: 12_000 };
  const { jobId } = await ask(film);
  expect((await ask(film)).jobId).toBe(jobId);
  expect((await look(jobId)).phase).toBe('waiting');
  await start();
  await until(jobId, ({ step }) => step === 'sound' || step === 'pictures');
  await stop('SIGKILL');
  expect(await look(jobId)).toMatchObject({ phase: 'running', attempts: 1 });
  await start();
  const done = await until(jobId, ({ phase }) => phase !== 'running');
  expect(done).toMatchObject({ phase: 'done', attempts: 2, result: { files: [{ path: 'published/film-4to12.mp4' }] } });
  expect((await readPublished(archive.path)).map(({ kind }) => kind)).toEqual(['programme']);
});

test('a lesson that is held is not deleted before it is released; retention is set', async () => {
  const done = async (work: object) => {
    const { jobId } = await ask({ ...work, why: 'a question of law' });
    return await until(jobId, ({ phase }) => phase === 'done' || phase === 'failed');
  };
  expect(await done({ kind: 'hold' })).toMatchObject({ phase: 'done' });
  expect(await done({ kind: 'delete' })).toMatchObject({ phase: 'failed', reason: 'held' });
  expect(await done({ kind: 'release' })).toMatchObject({ phase: 'done' });
  expect(await done({ kind: 'retain', days: 365 })).toMatchObject({ phase: 'done' });
  expect(await done({ kind: 'retain', days: null })).toMatchObject({ phase: 'done' });
  const { status } = await running.request(
    'POST',
    '/api/archives/lesson/jobs',
    { kind: 'retain', days: 0, why: 'a mistake' },
    operator,
  );
  expect(status).toBe(400);
});

test('a job is cancelled while it is done; verify counts faults; delete obeys, and a second one is refused', async () => {
  const film = await ask({ kind: 'film', layout: 'stage' });
  await until(film.jobId, ({ phase }) => phase === 'running');
  await running.request('DELETE', `/api/archives/lesson/jobs/${film.jobId}`, undefined, operator);
  expect((await look(film.jobId)).phase).toBe('cancelled');
  const verify = await ask({ kind: 'verify' });
  expect(await until(verify.jobId, ({ phase }) => phase === 'done')).toMatchObject({ result: { faults: 0 } });
  const why = 'the school has closed';
  const gone = await ask({ kind: 'delete', why });
  await until(gone.jobId, ({ phase }) => phase === 'done');
  const again = await ask({ kind: 'delete', why });
  expect(await until(again.jobId, ({ phase }) => phase === 'failed')).toMatchObject({ reason: 'erased' });
  const { body } = await running.request('GET', '/api/archives/lesson/jobs', undefined, operator);
  expect((body.jobs as unknown as Job[]).slice(0, 4).map(({ phase }) => phase)).toEqual([
    'failed',
    'done',
    'done',
    'cancelled',
  ]);
  const wrong = await running.request('POST', '/api/archives/lesson/jobs', { kind: 'burn' }, operator);
  expect(wrong.status).toBe(400);
});
