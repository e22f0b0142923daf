import { setTimeout as delay } from 'node:timers/promises';
import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { align, archiveSkews, median, sourceSkews } from '../demo/alignment.ts';
import type { ApiLesson } from '../demo/api.ts';
import { layerFiles, openArchive } from '../demo/archive.ts';
import { beepsOf, decodePictures, decodeSound } from '../demo/decode.ts';
import type { Film } from '../demo/film.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import type { ProbedSource } from '../demo/page-probe.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openSeatBrowser, type SeatBrowser } from '../demo/seat-browser.ts';
import { type Figure, figure, medianFigure } from './figures.ts';

const teacherVideo = 'video-camera-teacher';

/** A page in a seat, with the film that it sends. */
export interface Seated {
  readonly participantId: string;
  readonly film: Film;
  readonly browser: SeatBrowser;
  /** The page's address, to come again. */
  readonly url: string;
}

/** Opens a lesson's link in a browser of its own; the page then waits for the join click. */
export async function openSeat(product: Product, lesson: MadeLesson, link: string, film: Film): Promise<Seated> {
  const isTeacher = link === 'teacher';
  const browser = await openSeatBrowser({ film, width: isTeacher ? 1280 : 1024, height: isTeacher ? 720 : 576 });
  const [page, token] = linkPath(lesson, link).split('#');
  const { width, height, framesPerSecond: fps } = film;
  const url = `${product.baseUrl}${page}?width=${width}&height=${height}&fps=${fps}#${token}`;
  await browser.page.goto(url);
  await settled(browser);
  return { participantId: isTeacher ? 'teacher' : classroomSeat(link), film, browser, url };
}

/** Clicks on join. @returns when */
export async function join({ browser }: Seated): Promise<number> {
  await browser.click('join');
  return (await browser.clicks()).findLast(({ testId }) => testId === 'join')?.at ?? Number.NaN;
}

/** Everything about one live lesson and its archive: joining, the stage, latency, layers, lip-sync. */
export async function measureLive(
  films: readonly [Film, Film, Film],
  { repeats, minutes }: { repeats: number; minutes: number },
  say: (line: string) => void,
): Promise<Figure[]> {
  const product = await openProduct();
  const seats: Seated[] = [];
  try {
    const lesson = await makeLesson(product.operator, {
      title: 'Bench',
      classrooms: ['One', 'Two'],
      recording: 'everything',
    });
    const startedAt = performance.now();
    const [one, two] = lesson.classroomIds;
    const open = async (link: string, film: Film) => {
      const seat = await openSeat(product, lesson, link, film);
      seats.push(seat);
      return seat;
    };
    const teacher = await open('teacher', films[0]);
    await join(teacher);
    const viewer = await open(one ?? '', films[1]);
    const joins = await measureJoins(viewer, repeats, say);
    const called = await open(two ?? '', films[2]);
    await join(called);
    const calls = await measureCalls(teacher, called, viewer, repeats, say);
    const latencies = await measureLatency(teacher, viewer);
    say(`time code to time code: ${median(latencies).toFixed(0)} ms`);
    const leftMs = minutes * 60_000 - (performance.now() - startedAt);
    if (leftMs > 0) say(`the lesson goes on for ${Math.round(leftMs / 1_000)} s`);
    await delay(Math.max(0, leftMs));
    const source = await teacher.browser.source();
    const archived = await measureArchive(product, lesson, teacher, source);
    return [
      medianFigure(
        'joinToFirstFrame',
        joins.map(({ frameMs }) => frameMs),
        { limit: 500 },
      ),
      medianFigure('callToFirstFrame', calls, { limit: 700 }),
      medianFigure('glassToGlass', latencies, { limit: 200, checks: { samples: latencies.length >= 50 } }),
      figure('topLayerAfterJoin', Math.max(...joins.map(({ topMs }) => topMs)), { limit: 2_000 }),
      ...archived,
    ];
  } finally {
    await Promise.all(seats.map(({ browser }) => browser.close()));
    await product.close();
  }
}

async function measureJoins(viewer: Seated, repeats: number, say: (line: string) => void) {
  const samples: { frameMs: number; topMs: number }[] = [];
  for (let index = 0; index < repeats; index += 1) {
    if (index > 0) {
      await viewer.browser.page.goto('about:blank');
      await viewer.browser.page.goto(viewer.url);
      await settled(viewer.browser);
    }
    const clickedAt = await join(viewer);
    const frameAt = await viewer.browser.seeFilm(teacherVideo, 0, clickedAt);
    const topAt = await seeWidth(viewer.browser, teacherVideo, 640);
    samples.push({ frameMs: frameAt - clickedAt, topMs: topAt - clickedAt });
    say(`join ${index + 1}: ${Math.round(frameAt - clickedAt)} ms, top layer ${Math.round(topAt - clickedAt)} ms`);
    await delay(1_000);
  }
  return samples;
}

async function measureCalls(
  teacher: Seated,
  called: Seated,
  viewer: Seated,
  repeats: number,
  say: (line: string) => void,
): Promise<number[]> {
  const { participantId, film } = called;
  const samples: number[] = [];
  for (let index = 0; index < repeats; index += 1) {
    await teacher.browser.click(`call-${participantId}`);
    const clickedAt = (await teacher.browser.clicks()).at(-1)?.at ?? Number.NaN;
    const seenAt = await viewer.browser.seeFilm(`video-camera-${participantId}`, film.number, clickedAt);
    samples.push(seenAt - clickedAt);
    say(`call ${index + 1}: ${Math.round(seenAt - clickedAt)} ms`);
    await delay(1_500);
    await teacher.browser.click(`hand-back-${participantId}`);
    await delay(1_500);
  }
  return samples;
}

/** Waits a while and compares when the same picture was at the source and on the screen. */
async function measureLatency(teacher: Seated, viewer: Seated): Promise<number[]> {
  await delay(8_000);
  const [source, videos] = await Promise.all([teacher.browser.source(), viewer.browser.videos()]);
  const shown = videos[teacherVideo]?.recent ?? [];
  return shown.slice(-120).flatMap(([frame, at]) => {
    // The film repeats each 10 s: the picture meant is the last one before.
    const sent = source.recent.findLast(([sentFrame, sentAt]) => sentFrame === frame && sentAt <= at);
    return sent && at - sent[1] < 5_000 ? [at - sent[1]] : [];
  });
}

async function measureArchive(
  product: Product,
  lesson: MadeLesson,
  teacher: Seated,
  source: ProbedSource,
): Promise<Figure[]> {
  await teacher.browser.click('end-lesson');
  await teacher.browser.click('confirm-end-lesson');
  const archive = await openArchive(product.dataDir, await sealedArchive(product, lesson.lessonId));
  const own = archive.manifest.tracks.filter(({ participantId }) => participantId === 'teacher');
  const camera = own.find((track) => track.source === 'camera')?.layers[0];
  const microphone = own.find((track) => track.source === 'microphone')?.layers[0];
  if (!camera || !microphone) throw new Error("the archive lacks the teacher's camera or microphone");
  const pictures = (await Promise.all((await layerFiles(archive, camera)).map(decodePictures))).flat();
  const sound = (await Promise.all((await layerFiles(archive, microphone)).map(decodeSound))).flat();
  const beeps = beepsOf(sound, teacher.film.beepHz);
  const alignment = align(archiveSkews(pictures, beeps), sourceSkews(source.pairs, archive.manifest.startedAt));
  const { pairs, unmatched, medianMs, maxMs, driftMs } = alignment;
  const lengthS = Math.round(((archive.manifest.endedAt ?? 0) - archive.manifest.startedAt) / 1_000);
  return [
    figure('archiveFlashToBeep', maxMs, {
      limit: 40,
      checks: { enough: pairs > lengthS / 2, pairs, unmatched, medianMs },
    }),
    figure('archiveDrift', Math.abs(driftMs), { limit: 10, checks: { seconds: lengthS } }),
  ];
}

/** Waits for the seal. @returns the archive's path @throws after 30 s */
export async function sealedArchive(product: Product, lessonId: string): Promise<string> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const { lesson } = await product.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lessonId}`);
    if (lesson.sealed && lesson.archivePath) return lesson.archivePath;
    if (performance.now() > deadline)
      throw new Error(`not sealed within 30 s:\n${product.log('recorder').slice(-2_000)}`);
    await delay(100);
  }
}

async function settled({ page }: SeatBrowser): Promise<void> {
  await page.waitForFunction(() => window.tongkeProbe?.source().frames > 10, { timeout: 15_000 });
}

async function seeWidth({ page }: SeatBrowser, testId: string, width: number): Promise<number> {
  const found = await page.waitForFunction(
    (id, wanted) => window.tongkeProbe.videos()[id]?.sizes.find((size) => size.width >= wanted)?.at,
    { timeout: 15_000, polling: 20 },
    testId,
    width,
  );
  return (await found.jsonValue()) ?? Number.NaN;
}
