import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Drawing, drawFilm } from './demo/drawn-film.ts';
import { type Person, personOf } from './demo/person.ts';
import { openProduct } from './demo/product.ts';
import { openSeatBrowser } from './demo/seat-browser.ts';
import { keepBeginnings, keepOnlookers, keepPhone, keepRecords, keepReview } from './pictures/around.ts';
import { keep } from './pictures/keep.ts';
import { makeLessons } from './pictures/make-lessons.ts';
import { printDeck } from './pictures/print-deck.ts';
import { askQuestion, showDeck, takeAttendance } from './pictures/teach.ts';
import { type Language, words } from './pictures/words.ts';

// node scripts/pictures.ts [zh|en]: teaches a lesson in real browsers and keeps pictures of its pages for the README.

const view = { width: 1280, height: 720 };
/** A teacher's laptop. */
const laptop = { width: 1366, height: 768 };
const walls = ['#e6ddc8', '#d5e3dc', '#e9d9d2'];
const clothes = [
  ['#c8443c', '#3f6fb0', '#e0a63a'],
  ['#2f7f6f', '#8a5aa8', '#d9783a'],
  ['#3c5f9e', '#b8476b', '#6a8f3c'],
];
/** The replay plays for so long until it is pictured. */
const watchedMs = 1_500;

async function photograph(language: Language): Promise<void> {
  const product = await openProduct();
  const folder = mkdtempSync(path.join(tmpdir(), 'tongke-films-'));
  const open: Person[] = [];
  const suffix = language === 'zh' ? '' : `-${language}`;
  const text = words[language];
  try {
    const { lessonId, classroomIds, linkOf } = await makeLessons(product, text);
    const pen = personOf(await openSeatBrowser(view));
    open.push(pen);
    const deck = path.join(folder, `${text.title}.pdf`);
    await printDeck(pen.page, deck, text);
    const sit = async (link: string, size: typeof view, drawing: Drawing) => {
      const film = await drawFilm(pen.page, folder, drawing);
      const seat = personOf(await openSeatBrowser({ film, ...size }));
      open.push(seat);
      const [place, token] = linkOf(link).split('#');
      await seat.page.goto(`${product.baseUrl}${place}?lang=${language}&width=640&height=360&fps=5#${token}`);
      if (link === 'teacher') {
        await seat.see('device-check');
        // Chromium names a made camera by the path of its film.
        await seat.page.$$eval('option', (all) => {
          for (const each of all) each.textContent = each.textContent?.replace(/^.*\//, '') ?? '';
        });
        await keep(seat, `join${suffix}`);
      }
      await seat.click('join');
      return seat;
    };
    const board = { name: 'teacher', wall: '#efe6d4', clothes: ['#3b6ea5'], board: text.title };
    const teacher = await sit('teacher', laptop, board);
    const rooms: Person[] = [];
    for (const [index, id] of classroomIds.entries()) {
      const room = { name: `room-${index}`, wall: walls[index] ?? '#ddd', clothes: clothes[index] ?? [] };
      rooms.push(await sit(id, view, room));
    }
    const walk = { pen, product, language, suffix };
    await keepBeginnings(walk);
    // One page fewer is drawn while the others are pictured.
    await pen.page.goto('about:blank');
    const [first, second, third] = rooms;
    const [firstId, secondId] = classroomIds.map((id) => `c-${id}`);
    if (!first || !second || !third || !firstId || !secondId) throw new RangeError('three classrooms are pictured');
    const pictured = { teacher, rooms: [first, second, third], ids: [firstId, secondId] } as const;
    await showDeck(pictured, deck);
    const shownAt = Date.now();
    await keep(teacher, `teacher${suffix}`);
    await keep(third, `classroom${suffix}`);
    await keep(first, `on-stage${suffix}`);
    await keepOnlookers(walk, linkOf);
    await takeAttendance(first);
    await askQuestion(pictured, text, suffix, () => keepPhone(walk, first, 1));
    await pen.page.goto('about:blank');
    await teacher.tap('end-lesson');
    await teacher.tap('confirm-end-lesson');
    await keepReplay(third, `watch${suffix}`, Date.now() - shownAt, language);
    await keepRecords(walk, lessonId, classroomIds[0] ?? '');
    await keepReview(walk, lessonId, text);
  } finally {
    await Promise.all(open.map((seat) => seat.close()));
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Watches the lesson again from a moment that was so long before its end. */
async function keepReplay(person: Person, name: string, beforeEndMs: number, language: Language): Promise<void> {
  const { page } = person;
  await person.tap('watch-again');
  await person.see('replay-start');
  await page.goto(page.url().replace(/\/watch[^#]*/, `/watch?lang=${language}`));
  await page.reload();
  await person.tap('replay-start');
  const bar = await page.waitForSelector('[data-testid="replay-timeline"]');
  const box = await bar?.boundingBox();
  if (!box) throw new Error('the timeline is not on the page');
  const stats = () =>
    page.evaluate(() => {
      const { tongke } = window as unknown as {
        tongke: { stats(): Promise<{ positionMs: number; durationMs: number }> };
      };
      return tongke.stats();
    });
  const { durationMs } = await stats();
  await page.mouse.click(box.x + (box.width * (durationMs - beforeEndMs)) / durationMs, box.y + box.height / 2);
  await page.waitForSelector('[data-testid="replay-page"][data-shown="sharp"]');
  const { positionMs } = await stats();
  await page.waitForFunction(
    async (wantedMs) => {
      const { tongke } = window as unknown as { tongke: { stats(): Promise<{ positionMs: number }> } };
      return (await tongke.stats()).positionMs > wantedMs;
    },
    { polling: 50 },
    positionMs + watchedMs,
  );
  await keep(person, name);
}

const asked = process.argv[2];
for (const language of ['zh', 'en'] as const) if (asked === undefined || asked === language) await photograph(language);
