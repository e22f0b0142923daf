import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../../demo/alignment.ts';
import type { ProbedVideo } from '../../demo/page-probe.ts';
import { type Figure, figure, medianFigure } from '../figures.ts';
import { join, reopen, type Seated, teacherVideo } from './seats.ts';
import type { Topic } from './topics.ts';

/** The sfu spaces key frames; what was asked for sooner would measure that. */
const restMs = 1_500;
const topLayerWithinMs = 10_000;
const topLayerWidth = 960;

/** One join, in milliseconds after the click. */
export interface JoinSample {
  /** First decoded picture of the teacher on the screen, by the probe. */
  readonly frameMs: number;
  /** The same as the page itself notes it, and what it waited for before. */
  readonly welcomeMs: number;
  readonly mediaMs: number;
  readonly notedMs: number;
  /** First picture of the teacher's top layer. */
  readonly topMs: number;
}

interface Timings {
  readonly joinClickAt: number | null;
  readonly welcomeAt: number | null;
  readonly mediaOpenAt: number | null;
  readonly firstTeacherFrameAt: number | null;
}

/** Joins again and again with the page loaded; the last time it stays. */
export async function measureJoins(viewer: Seated, rounds: number, say: (line: string) => void): Promise<JoinSample[]> {
  const samples: JoinSample[] = [];
  for (let index = 0; index < rounds; index += 1) {
    if (index > 0) await reopen(viewer);
    const clickedAt = await join(viewer);
    // Looking only afterwards leaves the processor to the page.
    await delay(restMs);
    const frameAt = await viewer.browser.seeFilm(teacherVideo, 0, clickedAt);
    const topAt = await topLayerAt(viewer);
    const noted = await notedMoments(viewer);
    samples.push({ frameMs: frameAt - clickedAt, topMs: topAt - clickedAt, ...noted });
    say(`join ${index + 1}: ${Math.round(frameAt - clickedAt)} ms, top layer ${Math.round(topAt - clickedAt)} ms`);
  }
  return samples;
}

/** The figures of joins, as far as they are wanted. */
export function joinFigures(samples: readonly JoinSample[], wanted: ReadonlySet<Topic>): Figure[] {
  const all = (key: keyof JoinSample) => samples.map((sample) => sample[key]);
  const middle = (key: keyof JoinSample) => Math.round(median(all(key)));
  const checks = { welcomeMs: middle('welcomeMs'), mediaMs: middle('mediaMs'), notedMs: middle('notedMs') };
  const tops = all('topMs').map((topMs) => (Number.isFinite(topMs) ? topMs : topLayerWithinMs));
  return [
    ...(wanted.has('join') ? [medianFigure('joinToFirstFrame', all('frameMs'), { limit: 500, checks })] : []),
    // No median: each room is promised it.
    ...(wanted.has('top-layer')
      ? [
          figure('topLayerAfterJoin', Math.max(...tops), {
            limit: 2_000,
            checks: { medianMs: Math.round(median(tops)) },
          }),
        ]
      : []),
  ];
}

async function topLayerAt({ browser }: Seated): Promise<number> {
  const deadline = performance.now() + topLayerWithinMs;
  while (performance.now() < deadline) {
    const video: ProbedVideo | undefined = (await browser.videos())[teacherVideo];
    const found = video?.sizes.find(({ width }) => width >= topLayerWidth);
    if (found) return found.at;
    await delay(200);
  }
  return Number.NaN;
}

async function notedMoments({ browser }: Seated) {
  const timings = await browser.page.evaluate(
    async () => ((await window.tongke?.stats()) as { timings: Timings } | undefined)?.timings,
  );
  const since = (at: number | null | undefined) => (at ?? Number.NaN) - (timings?.joinClickAt ?? Number.NaN);
  return {
    welcomeMs: since(timings?.welcomeAt),
    mediaMs: since(timings?.mediaOpenAt),
    notedMs: since(timings?.firstTeacherFrameAt),
  };
}
