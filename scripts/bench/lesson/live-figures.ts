import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../../demo/alignment.ts';
import { openArchive } from '../../demo/archive.ts';
import type { Film } from '../../demo/film.ts';
import { makeLesson } from '../../demo/lesson.ts';
import { openProduct } from '../../demo/product.ts';
import { type Figure, medianFigure } from '../figures.ts';
import { archiveFigures } from './archive-figures.ts';
import type { BenchFilms } from './films.ts';
import { joinFigures, measureJoins } from './joins.ts';
import { mediaDelays } from './media-delays.ts';
import { endLesson, join, openSeat, type Seated, sealedArchive, teacherVideo } from './seats.ts';
import type { Topic } from './topics.ts';

const calledRestMs = 1_500;
const latencyMs = 8_000;

/** How much is measured. */
export interface LivePlan {
  readonly wanted: ReadonlySet<Topic>;
  /** Samples of each median. */
  readonly rounds: number;
  /** Least length of the lesson, if its archive is wanted. */
  readonly minutes: number;
}

/** One live lesson and its archive: joining, the stage, latency, layers, lip-sync. */
export async function measureLive(
  { teacher: teacherFilm, rooms }: BenchFilms,
  { wanted, rounds, minutes }: LivePlan,
  say: (line: string) => void,
): Promise<Figure[]> {
  const product = await openProduct();
  const seats: Seated[] = [];
  const figures: Figure[] = [];
  try {
    const names = ['One', 'Two'];
    const lesson = await makeLesson(product.operator, { title: 'Bench', classrooms: names, recording: 'everything' });
    const [one = '', two = ''] = lesson.classroomIds;
    const open = async (link: string, film: Film) => {
      const seat = await openSeat(product, lesson, link, film);
      seats.push(seat);
      return seat;
    };
    const teacher = await open('teacher', teacherFilm);
    await join(teacher);
    const startedAt = performance.now();
    const viewer = await open(one, rooms[0]);
    // Each round leaves the room seated.
    const joins = await measureJoins(viewer, wanted.has('join') || wanted.has('top-layer') ? rounds : 1, say);
    figures.push(...joinFigures(joins, wanted));
    if (wanted.has('glass')) figures.push(await measureLatency(teacher, viewer, say));
    if (wanted.has('stage')) {
      const called = await open(two, rooms[1]);
      await join(called);
      await delay(calledRestMs);
      const seated = { teacher, called, viewer };
      figures.push(
        medianFigure('callToFirstFrame', await measureCalls(seated, rounds, say), { limit: 700 }),
        medianFigure('nextHandToFirstFrame', await measureNextHand(seated, rounds, say), { limit: 700 }),
      );
    }
    if (!wanted.has('archive')) return figures;
    const leftMs = minutes * 60_000 - (performance.now() - startedAt);
    if (leftMs > 0) say(`the lesson goes on for ${Math.round(leftMs / 1_000)} s`);
    await delay(Math.max(0, leftMs));
    const source = await teacher.browser.source();
    await endLesson(teacher);
    const archive = await openArchive(product.dataDir, await sealedArchive(product, lesson.lessonId));
    return [...figures, ...(await archiveFigures(archive, teacherFilm, source))];
  } finally {
    await Promise.all(seats.map(({ browser }) => browser.close()));
    await product.close();
  }
}

type Trio = Readonly<Record<'teacher' | 'called' | 'viewer', Seated>>;

/** Calls by the room's own button: its picture stood on the teacher's wall. */
const measureCalls = (trio: Trio, rounds: number, say: (line: string) => void) =>
  measureStage(trio, `call-${trio.called.participantId}`, rounds, say);

/** Calls the next of the raised hands, which is warm: its small picture flows to the staff before. */
async function measureNextHand(trio: Trio, rounds: number, say: (line: string) => void): Promise<number[]> {
  return await measureStage(trio, 'call-queue', rounds, say, async () => {
    await trio.called.browser.click('raise-hand');
    await trio.teacher.browser.see(`hand-${trio.called.participantId}`);
    await delay(calledRestMs);
  });
}

async function measureStage(
  { teacher, called, viewer }: Trio,
  button: string,
  rounds: number,
  say: (line: string) => void,
  before: () => Promise<void> = async () => {},
): Promise<number[]> {
  const { participantId, film } = called;
  const samples: number[] = [];
  for (let index = 0; index < rounds; index += 1) {
    await before();
    await teacher.browser.click(button);
    const clickedAt = (await teacher.browser.clicks()).at(-1)?.at ?? Number.NaN;
    // Looking only afterwards leaves the processor to the pages.
    await delay(calledRestMs);
    const seenAt = await viewer.browser.seeFilm(`video-camera-${participantId}`, film.number, clickedAt);
    samples.push(seenAt - clickedAt);
    say(`${button} ${index + 1}: ${Math.round(seenAt - clickedAt)} ms`);
    await teacher.browser.click(`hand-back-${participantId}`);
    await delay(calledRestMs);
  }
  return samples;
}

/** Waits a while and compares when the same picture was at the source and on the screen. */
async function measureLatency(teacher: Seated, viewer: Seated, say: (line: string) => void): Promise<Figure> {
  await delay(latencyMs);
  const [source, videos] = await Promise.all([teacher.browser.source(), viewer.browser.videos()]);
  const shown = videos[teacherVideo]?.recent ?? [];
  const samples = shown.slice(-120).flatMap(([frame, at]) => {
    // The film repeats each 10 s: the picture meant is the last one before.
    const sent = source.recent.findLast(([sentFrame, sentAt]) => sentFrame === frame && sentAt <= at);
    return sent && at - sent[1] < 5_000 ? [at - sent[1]] : [];
  });
  const delays = await mediaDelays(teacher.browser.page, viewer.browser.page);
  say(`time code to time code: ${median(samples).toFixed(0)} ms`);
  return medianFigure('glassToGlass', samples, { limit: 200, checks: { enough: samples.length >= 50, ...delays } });
}
