import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Crowd, openCrowd } from '../../crowd/crowd.ts';
import { createApi } from '../../demo/api.ts';
import type { Film } from '../../demo/film.ts';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import { freePort } from '../../demo/product.ts';
import { openSeatBrowser, type SeatBrowser } from '../../demo/seat-browser.ts';
import { project } from '../../setup/places.mjs';
import { readyWorker } from '../../setup/worker-cache.mjs';
import { type Figure, figure } from '../figures.ts';
import { type ProcessUsage, processTree } from '../process-usage.ts';
import type { Topic } from './topics.ts';

const receivers = 20;
const warmUpMs = 10_000;
const measureMs = 30_000;

/** What our own processes take while one teacher publishes and twenty rooms receive; `npm start`'s supervisor included. */
export async function measureLoad(
  film: Film,
  wanted: ReadonlySet<Topic>,
  say: (line: string) => void,
): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tongke-load-'));
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const worker = readyWorker();
  const supervisor = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      path.join(project, 'scripts/start.ts'),
      ...['--no-demo', '--data', dataDir, '--port', String(httpPort), '--https-port', String(httpsPort)],
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ANNOUNCED_IP: '127.0.0.1', ...(worker !== undefined && { MEDIASOUP_WORKER_BIN: worker }) },
    },
  );
  const ended = once(supervisor, 'exit');
  let crowd: Crowd | undefined;
  let teacher: SeatBrowser | undefined;
  try {
    const baseUrl = `http://127.0.0.1:${httpPort}`;
    await untilServing(baseUrl);
    const operator = createApi(baseUrl, readFileSync(path.join(dataDir, 'operator-token'), 'utf8').trim());
    const classrooms = Array.from({ length: receivers }, (_, index) => `Room ${index + 1}`);
    const lesson = await makeLesson(operator, { title: 'Load', classrooms });
    teacher = await openSeatBrowser({ film, width: 960, height: 540 });
    const [page, token] = linkPath(lesson, 'teacher').split('#');
    await teacher.page.goto(`${baseUrl}${page}?width=${film.width}&height=${film.height}&fps=15#${token}`);
    await teacher.click('join');
    const tokens = lesson.classroomIds.map((id) => linkPath(lesson, id).split('#t=')[1] ?? '');
    crowd = await openCrowd({ baseUrl, tokens, atOnce: 4 });
    say(`${receivers} rooms have joined`);
    await delay(warmUpMs);
    const packetsBefore = crowd.report().packets;
    const before = processTree(supervisor.pid ?? 0);
    const startedAt = performance.now();
    await delay(measureMs);
    const after = processTree(supervisor.pid ?? 0);
    const tookMs = performance.now() - startedAt;
    const report = crowd.report();
    const everybody = {
      seats: report.here === receivers,
      receiving: report.silentTracks === 0 && report.tracks >= 2 * receivers,
      packetsPerSecond: Math.round(((report.packets - packetsBefore) * 1_000) / tookMs),
      loss: report.loss < 0.01,
    };
    return usageFigures(before, after, tookMs, everybody).filter(({ name }) =>
      wanted.has(name === 'ownCpu' ? 'cpu' : 'memory'),
    );
  } finally {
    crowd?.close();
    await teacher?.close();
    supervisor.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function usageFigures(
  before: readonly ProcessUsage[],
  after: readonly ProcessUsage[],
  tookMs: number,
  checks: Readonly<Record<string, boolean | number>>,
): Figure[] {
  const isWorker = ({ name }: ProcessUsage) => name.startsWith('mediasoup-w');
  const cores = (wanted: (usage: ProcessUsage) => boolean) =>
    after.filter(wanted).reduce((sum, { pid, cpuMs }) => {
      const former = before.find((usage) => usage.pid === pid);
      return sum + (cpuMs - (former?.cpuMs ?? 0)) / tookMs;
    }, 0);
  const ours = after.filter((usage) => !isWorker(usage));
  const megabytes = ours.reduce((sum, { pssBytes }) => sum + pssBytes, 0) / 2 ** 20;
  const each = Object.fromEntries(ours.map(({ pid, pssBytes }) => [`pss${pid}`, Math.round(pssBytes / 2 ** 20)]));
  const workers = Math.round(cores(isWorker) * 1_000) / 1_000;
  return [
    figure(
      'ownCpu',
      cores((usage) => !isWorker(usage)),
      {
        unit: 'cores',
        limit: 0.1,
        checks: { ...checks, processes: ours.length, workersCores: workers },
      },
    ),
    figure('ownMemory', megabytes, { unit: 'MiB', limit: 350, checks: { ...checks, ...each } }),
  ];
}

async function untilServing(baseUrl: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${baseUrl}/health`).catch(() => undefined);
    const health = answer?.ok ? ((await answer.json()) as { recorders: number; sfu: string }) : undefined;
    if (health?.sfu === 'up' && health.recorders > 0) return;
    if (performance.now() > deadline) throw new Error('Tongke did not start within 60 s');
    await delay(100);
  }
}
