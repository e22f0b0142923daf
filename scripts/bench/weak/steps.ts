import { setTimeout as delay } from 'node:timers/promises';
import { type Figure, medianFigure } from '../figures.ts';
import type { BenchFilms } from '../lesson/films.ts';
import { teacherVideo } from '../lesson/seats.ts';
import { concealedShare, longestSilenceMs, type Received, receivedSince } from './received.ts';
import { openWeakLesson, type WeakLesson } from './weak-lesson.ts';

const delayMs = 20;
/** What waits in front of the thin line, in time at its rate. */
const queueMs = 400;
const leastQueueBytes = 3_000;
const stepMs = 20_000;
const turns = 5;
const limits = { silenceMs: 300, turnMs: 1_500, fullMs: 5_000 };
/** Down; the way up is not the narrow one here. */
const [fullBps, lowBps, thinBps] = [2_000_000, 300_000, 64_000];

interface Run {
  readonly silences: { readonly low: number; readonly thin: number; readonly back: number };
  readonly concealed: { readonly low: number; readonly thin: number };
  readonly turnMs: readonly number[];
  /** Of the picture before the line fell. */
  readonly height: number;
  readonly fullAfterMs: number;
}

/** The line falls from 2 Mb/s to 300 and to 64 kb/s, and is good again: sound, pages and what comes back. */
export async function measureSteps(films: BenchFilms, seeds: number, say: (line: string) => void): Promise<Figure[]> {
  const runs: Run[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const weak = await openWeakLesson({ films, seed, delayMs });
    try {
      const run = await fallAndRise(weak);
      runs.push(run);
      say(`steps ${seed}: ${JSON.stringify(run)}`);
    } finally {
      await weak.close();
    }
  }
  const all = (pick: (run: Run) => number) => runs.map(pick);
  const shares = { concealedAtLow: mean(all(({ concealed }) => concealed.low)) };
  return [
    medianFigure(
      'silenceAt300',
      all(({ silences }) => silences.low),
      { limit: limits.silenceMs, checks: shares },
    ),
    medianFigure(
      'silenceAt64',
      all(({ silences }) => silences.thin),
      {
        limit: limits.silenceMs,
        checks: { concealed: mean(all(({ concealed }) => concealed.thin)) },
      },
    ),
    medianFigure(
      'silenceAsItComesBack',
      all(({ silences }) => silences.back),
      { limit: limits.silenceMs },
    ),
    medianFigure(
      'slowestPageTurnAt64',
      all(({ turnMs }) => Math.max(...turnMs)),
      { limit: limits.turnMs },
    ),
    medianFigure(
      'fullPictureAfter',
      all(({ fullAfterMs }) => fullAfterMs),
      { limit: limits.fullMs },
    ),
  ];
}

async function fallAndRise(weak: WeakLesson): Promise<Run> {
  const { room, lab } = weak;
  const setRate = (rateBps: number) => {
    lab.set({ down: { rateBps, queueBytes: Math.max(leastQueueBytes, (rateBps / 8_000) * queueMs) } });
    return Date.now();
  };
  await weak.openRoom();
  const beganAt = setRate(fullBps);
  await room.click('join');
  await room.seeMoving(teacherVideo);
  await delay(stepMs);
  const lowAt = setRate(lowBps);
  await delay(stepMs);
  const thinAt = setRate(thinBps);
  await delay(stepMs);
  const backAt = setRate(fullBps);
  await delay(stepMs);
  const looks = await receivedSince(room.page, beganAt);
  const between = (fromMs: number, toMs: number) => looks.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const [low, thin, back] = [
    between(lowAt, thinAt),
    between(thinAt, backAt),
    between(backAt, Number.POSITIVE_INFINITY),
  ];
  const full = between(beganAt, lowAt).at(-1)?.height ?? Number.NaN;
  await openBoard(weak);
  setRate(thinBps);
  return {
    silences: { low: longestSilenceMs(low), thin: longestSilenceMs(thin), back: longestSilenceMs(back) },
    concealed: { low: concealedShare(low), thin: concealedShare(thin) },
    turnMs: await turnPages(weak),
    height: full,
    fullAfterMs: fullAfter(back, full, backAt),
  };
}

/** A board of two pages, which the room shows. */
async function openBoard(weak: WeakLesson): Promise<void> {
  await weak.teacher.tap('tool-slides');
  await weak.teacher.tap('board-new');
  await weak.teacher.tap('page-add');
  await showsPage(weak, 1);
}

/** From the key on the teacher's keyboard until the room's page shows it. */
async function turnPages(weak: WeakLesson): Promise<number[]> {
  const turnMs: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await delay(stepMs / turns);
    const page = turn % 2;
    const pressedAt = Date.now();
    await weak.teacher.page.keyboard.press(page === 0 ? 'PageUp' : 'PageDown');
    await showsPage(weak, page);
    turnMs.push(Date.now() - pressedAt);
  }
  return turnMs;
}

/** When the picture moves at its full height again; NaN where it never does. */
function fullAfter(looks: readonly Received[], height: number, sinceMs: number): number {
  const found = looks.find((look, index) => look.height >= height && look.frames > (looks[index - 1]?.frames ?? 0));
  return (found?.atMs ?? Number.NaN) - sinceMs;
}

async function showsPage({ room }: WeakLesson, page: number): Promise<void> {
  await room.page.waitForSelector(`[data-testid="slides"][data-page="${page}"]`, { timeout: 20_000 });
}

const mean = (values: readonly number[]) =>
  Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10_000) / 10_000;
