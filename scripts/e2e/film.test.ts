import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringFilm, makeFilmFile } from '../bench/teaching/film.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let lesson: MadeLesson;
let teacher: Visitor;
let room: Visitor;
let folder: string;

/** Where a page's film is, milliseconds, and whether it stands still. */
const filmOf = ({ page }: Visitor) =>
  page.$eval('[data-testid="film-video"]', (video) => {
    const { currentTime, paused } = video as HTMLVideoElement;
    return { positionMs: currentTime * 1_000, paused };
  });

const playsIn = ({ page }: Visitor, fromSeconds = 0.2) =>
  page.waitForFunction(
    (from) => {
      const video = document.querySelector<HTMLVideoElement>('[data-testid="film-video"]');
      return video && !video.paused && video.currentTime > from && video.readyState > 2;
    },
    { timeout: 20_000, polling: 50 },
    fromSeconds,
  );

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tongke-film-'));
  await makeFilmFile(path.join(folder, '下雨.webm'));
  writeFileSync(path.join(folder, 'broken.mp4'), 'this is no film');
  product = await openProduct();
  lesson = await makeLesson(product.operator, { title: '水的三态', classrooms: ['一班', '二班'] });
  teacher = await openVisitor(product.baseUrl, { width: 1366, height: 768 });
  await teacher.open(linkPath(lesson, 'teacher'), '&autojoin=1');
  await teacher.see('wall');
  room = await openVisitor(product.baseUrl, { film: 'none', width: 1366, height: 768 });
  await room.open(linkPath(lesson, lesson.classroomIds[0] ?? ''));
  await room.click('join');
  await room.see('classroom-screen');
});
afterAll(async () => {
  await Promise.all([teacher, room].map((visitor) => visitor?.close()));
  await product?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test('a file that is no film is refused with a sentence', async () => {
  await bringFilm(teacher, path.join(folder, 'broken.mp4'));
  await teacher.read('film-refused', '浏览器放不了这个文件');
});

test('a film is brought in, fetched ahead by the room, and played in step with the teacher', async () => {
  await bringFilm(teacher, path.join(folder, '下雨.webm'));
  await teacher.holds('film-row', 'ready', '1');
  await teacher.shot('film-ready');
  await teacher.click('film-show');
  await room.holds('classroom-screen', 'main', 'film');
  await room.see('film-video');
  await teacher.click('film-play');
  await Promise.all([playsIn(teacher, 2), playsIn(room, 2)]);
  const [here, there] = await Promise.all([filmOf(teacher), filmOf(room)]);
  expect(Math.abs(here.positionMs - there.positionMs)).toBeLessThan(400);
  await teacher.shot('film-teacher');
  await room.shot('film-room');
});

test('whoever comes late sees the film where it is', async () => {
  const late = await openVisitor(product.baseUrl, { film: 'none' });
  try {
    await late.open(linkPath(lesson, lesson.classroomIds[1] ?? ''));
    await late.click('join');
    await playsIn(late, 3);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const [there, then] = await Promise.all([filmOf(room), filmOf(late)]);
    expect(Math.abs(there.positionMs - then.positionMs)).toBeLessThan(400);
  } finally {
    await late.close();
  }
});

test('the film stands still everywhere, and leaves all screens when it is deleted', async () => {
  await teacher.click('film-pause');
  await room.holds('film', 'state', 'paused');
  await teacher.click('film-play');
  await playsIn(room);
  await teacher.click('film-remove');
  await teacher.click('film-remove-confirm');
  await room.holds('classroom-screen', 'main', 'camera');
  await room.gone('film-video');
});
