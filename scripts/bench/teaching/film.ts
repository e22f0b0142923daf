import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElementHandle } from 'puppeteer';
import { makeClip } from '../../demo/clip.ts';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import { openProduct } from '../../demo/product.ts';
import { openSeatBrowser, type SeatBrowser } from '../../demo/seat-browser.ts';
import { type Figure, medianFigure } from '../figures.ts';

const rooms = 3;
const limitMs = 100;
const filmSeconds = 40;
/** A line that the film is fetched ahead over must have brought it by then. */
const patienceMs = 60_000;

/** When the film's beginning would have been, milliseconds since the epoch: equal in all rooms that are in step. */
type Origin = { firstMs: number; laterMs: number };

/**
 * How far apart rooms start a film, and how far apart they are later: each page notes, frame by frame, when its own film
 * began. All pages are on one machine and share its clock.
 */
export async function measureFilm(rounds: number, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct();
  const folder = mkdtempSync(path.join(tmpdir(), 'tongke-film-'));
  const open: SeatBrowser[] = [];
  try {
    const file = path.join(folder, 'rain.webm');
    await makeFilmFile(file);
    const classrooms = Array.from({ length: rooms }, (_, index) => `Class ${index + 1}`);
    const lesson = await makeLesson(product.operator, { title: 'Rain', classrooms });
    const sit = async (name: string) => {
      const seat = await openSeatBrowser({ film: 'none' });
      open.push(seat);
      const [place, token] = linkPath(lesson, name).split('#');
      await seat.page.goto(`${product.baseUrl}${place}?lang=en#${token}`);
      await seat.click('join');
      return seat;
    };
    const teacher = await sit('teacher');
    const seats = await Promise.all(lesson.classroomIds.map(sit));
    await bringFilm(teacher, file);
    await teacher.page.waitForSelector(`[data-testid="film-row"][data-ready="${rooms}"]`, { timeout: patienceMs });
    say(`${rooms} rooms have the film`);
    await teacher.click('film-show');
    await Promise.all(seats.map((seat) => seat.see('film-video')));
    const spreads = { start: [] as number[], later: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all(seats.map(watchFilm));
      await teacher.click('film-play');
      const origins = await Promise.all(seats.map(originOf));
      const spread = (of: (origin: Origin) => number) => {
        const all = origins.map(of);
        return Math.max(...all) - Math.min(...all);
      };
      spreads.start.push(spread(({ firstMs }) => firstMs));
      spreads.later.push(spread(({ laterMs }) => laterMs));
      say(
        `start ${round + 1}: ${spreads.start.at(-1)?.toFixed(1)} ms apart, then ${spreads.later.at(-1)?.toFixed(1)} ms`,
      );
      await teacher.click('film-pause');
      await teacher.see('film-play');
    }
    const checks = { rooms, fetchedAhead: true };
    return [
      medianFigure('filmStartSpread', spreads.start, { limit: limitMs, checks }),
      medianFigure('filmSpreadAfter2s', spreads.later, { limit: limitMs, checks }),
    ];
  } finally {
    await Promise.all(open.map((seat) => seat.close()));
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A film with sound, small enough that two cores decode it three times. */
export const makeFilmFile = (file: string): Promise<void> =>
  makeClip(file, { seconds: filmSeconds, width: 480, height: 270, framesPerSecond: 20 });

/** The teacher opens the tool and chooses a file. */
export async function bringFilm(teacher: SeatBrowser, file: string): Promise<void> {
  await teacher.page.click('[data-testid="tool-film"]');
  const input = await teacher.page.waitForSelector('[data-testid="film-file"]');
  await (input as ElementHandle<HTMLInputElement> | null)?.uploadFile(file);
}

/** From here on the page notes when its film's beginning was, at every frame. */
const watchFilm = ({ page }: SeatBrowser): Promise<void> =>
  page.evaluate(() => {
    const notes: { at: number; originMs: number }[] = [];
    Object.assign(window, { tongkeFilm: notes });
    const video = document.querySelector<HTMLVideoElement>('[data-testid="film-video"]');
    if (!video) throw new Error('no film on this page');
    const from = video.currentTime;
    const look = () => {
      const at = performance.timeOrigin + performance.now();
      if (!video.paused && video.currentTime > from + 0.02)
        notes.push({ at, originMs: at - video.currentTime * 1_000 });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

/** Where the film began by its first frames, and by those two seconds later. */
async function originOf({ page }: SeatBrowser): Promise<Origin> {
  await page.waitForFunction(
    () => {
      const notes = (window as unknown as { tongkeFilm: { at: number }[] }).tongkeFilm;
      return notes.length > 10 && (notes.at(-1)?.at ?? 0) - (notes[0]?.at ?? 0) > 2_500;
    },
    { timeout: patienceMs, polling: 200 },
  );
  return await page.evaluate(() => {
    const notes = (window as unknown as { tongkeFilm: { at: number; originMs: number }[] }).tongkeFilm;
    const begin = notes[0]?.at ?? 0;
    const middle = (fromMs: number, toMs: number) => {
      const origins = notes
        .filter(({ at }) => at - begin >= fromMs && at - begin <= toMs)
        .map(({ originMs }) => originMs);
      return origins.sort((a, b) => a - b)[Math.floor(origins.length / 2)] ?? Number.NaN;
    };
    return { firstMs: middle(0, 150), laterMs: middle(2_000, 2_500) };
  });
}
