import { setTimeout as delay } from 'node:timers/promises';
import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import type { ApiLesson } from '../../demo/api.ts';
import type { Film } from '../../demo/film.ts';
import { linkPath, type MadeLesson } from '../../demo/lesson.ts';
import type { Product } from '../../demo/product.ts';
import { openSeatBrowser, type SeatBrowser } from '../../demo/seat-browser.ts';
import { keepConnections } from './media-delays.ts';

/** Test id of the teacher's picture in every page. */
export const teacherVideo = 'video-camera-teacher';

/** A page in a seat, with the film that it sends. */
export interface Seated {
  readonly participantId: string;
  readonly film: Film;
  readonly browser: SeatBrowser;
  /** The page's address, to come again. */
  readonly url: string;
}

/** Opens a lesson's link in a browser of its own; the page then waits for the join click. */
export async function openSeat(
  { baseUrl }: Pick<Product, 'baseUrl'>,
  lesson: MadeLesson,
  link: string,
  film: Film,
): Promise<Seated> {
  const isTeacher = link === 'teacher';
  const browser = await openSeatBrowser({ film, width: isTeacher ? 1280 : 1024, height: isTeacher ? 720 : 576 });
  await keepConnections(browser.page);
  const [page, token] = linkPath(lesson, link).split('#');
  const { width, height, framesPerSecond: fps } = film;
  const url = `${baseUrl}${page}?width=${width}&height=${height}&fps=${fps}#${token}`;
  await browser.page.goto(url);
  await settled(browser);
  return { participantId: isTeacher ? 'teacher' : classroomSeat(link), film, browser, url };
}

/** Leaves and opens the same page again, up to the join click. */
export async function reopen({ browser, url }: Seated): Promise<void> {
  await browser.page.goto('about:blank');
  await browser.page.goto(url);
  await settled(browser);
}

/** Clicks on join. @returns when */
export async function join({ browser }: Seated): Promise<number> {
  await browser.click('join');
  return (await browser.clicks()).findLast(({ testId }) => testId === 'join')?.at ?? Number.NaN;
}

/** Ends the lesson as a teacher does. */
export async function endLesson({ browser }: Seated): Promise<void> {
  await browser.click('end-lesson');
  await browser.click('confirm-end-lesson');
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

/** The device check shows its picture, and what the page fetches ahead has come. */
async function settled({ page }: SeatBrowser): Promise<void> {
  await page.waitForFunction(() => window.tongkeProbe?.source().frames > 10, { timeout: 15_000 });
  await delay(1_000);
}
