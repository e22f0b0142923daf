import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Drawing, drawFilm } from './demo/drawn-film.ts';
import { ffmpegProgram } from './demo/film.ts';
import { openProduct, type Product } from './demo/product.ts';
import { openSeatBrowser, type SeatBrowser } from './demo/seat-browser.ts';
import { project } from './setup/places.mjs';

// node scripts/pictures.ts: plays a lesson in real browsers and keeps pictures of its pages for the README.

const run = promisify(execFile);
const folder = path.join(project, 'client/pictures');
const view = { width: 1280, height: 720 };
const words = {
  zh: {
    title: '水的三种状态',
    subject: '科学',
    teacherName: '林芳',
    next: '月亮的形状',
    rooms: [
      ['云岭小学', '三年级一班'],
      ['清水镇中心小学', '三年级'],
      ['石桥小学', '三四年级'],
    ],
  },
  en: {
    title: 'Three states of water',
    subject: 'Science',
    teacherName: 'Lin Fang',
    next: 'Shapes of the moon',
    rooms: [
      ['Cloud Ridge School', 'Class 3A'],
      ['Clearwater School', 'Class 3'],
      ['Stone Bridge School', 'Classes 3 and 4'],
    ],
  },
} as const;
type Language = keyof typeof words;
const walls = ['#e6ddc8', '#d5e3dc', '#e9d9d2'];
const clothes = [
  ['#c8443c', '#3f6fb0', '#e0a63a'],
  ['#2f7f6f', '#8a5aa8', '#d9783a'],
  ['#3c5f9e', '#b8476b', '#6a8f3c'],
];

/** Keeps a picture of a page, small: 128 colours are enough for a README. */
async function keep({ page }: SeatBrowser, name: string): Promise<void> {
  await page.bringToFront();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await delay(500);
  const file = path.join(folder, `${name}.png`);
  const full = path.join(folder, `${name}.full.png`);
  await writeFile(full, await page.screenshot({ type: 'png' }));
  const palette = 'split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none';
  await run(ffmpegProgram(), ['-hide_banner', '-v', 'error', '-y', '-i', full, '-vf', palette, file]);
  rmSync(full);
  process.stdout.write(`${file}: ${Math.round(statSync(file).size / 1024)} KB\n`);
}

interface Id {
  readonly schoolId?: string;
  readonly classroomId?: string;
  readonly lessonId?: string;
}

async function makeLessons({ operator }: Product, language: Language) {
  const { rooms, title, next, subject, teacherName } = words[language];
  const classroomIds: string[] = [];
  for (const [schoolName, name] of rooms) {
    const { school } = await operator.post<{ school: Id }>('/api/schools', { name: schoolName });
    const route = `/api/schools/${school.schoolId}/classrooms`;
    const { classroom } = await operator.post<{ classroom: Id }>(route, { name });
    classroomIds.push(classroom.classroomId ?? '');
  }
  const make = async (called: string, inHours: number) => {
    const startsAt = new Date(Date.now() + inHours * 3_600_000).toISOString();
    const plan = { title: called, subject, teacherName, startsAt, classroomIds, recording: 'everything' };
    return (await operator.post<{ lesson: Id }>('/api/lessons', plan)).lesson.lessonId ?? '';
  };
  await make(next, 24);
  const lessonId = await make(title, 0);
  await operator.post(`/api/lessons/${lessonId}/open`, {});
  const { links } = await operator.get<{ links: { link: string; classroomId?: string; path: string }[] }>(
    `/api/lessons/${lessonId}/links`,
  );
  const linkOf = (name: string) => links.find((each) => each.link === name || each.classroomId === name)?.path ?? '';
  return { classroomIds, linkOf };
}

async function photograph(language: Language): Promise<void> {
  const product = await openProduct();
  const films = mkdtempSync(path.join(tmpdir(), 'tongke-films-'));
  const open: SeatBrowser[] = [];
  const suffix = language === 'zh' ? '' : `-${language}`;
  try {
    const { classroomIds, linkOf } = await makeLessons(product, language);
    const pen = await openSeatBrowser(view);
    const draw = (drawing: Drawing) => drawFilm(pen.page, films, drawing);
    const sit = async (link: string, drawing: Drawing) => {
      const seat = await openSeatBrowser({ film: await draw(drawing), ...view });
      open.push(seat);
      const [place, token] = linkOf(link).split('#');
      await seat.page.goto(`${product.baseUrl}${place}?lang=${language}&width=640&height=360&fps=10#${token}`);
      await seat.click('join');
      return seat;
    };
    const board = words[language].title;
    const teacher = await sit('teacher', { name: 'teacher', wall: '#efe6d4', clothes: ['#3b6ea5'], board });
    const rooms: SeatBrowser[] = [];
    for (const [index, id] of classroomIds.entries()) {
      const room = { name: `room-${index}`, wall: walls[index] ?? '#ddd', clothes: clothes[index] ?? [] };
      rooms.push(await sit(id, room));
    }
    const [first, second, third] = rooms;
    const [firstId, secondId] = classroomIds.map((id) => `c-${id}`);
    if (!first || !second || !third) throw new RangeError('three classrooms are pictured');
    for (const room of rooms) await moving(room, 'video-camera-teacher');
    await first.click('raise-hand');
    await teacher.click(`call-${firstId}`);
    await second.click('raise-hand');
    await moving(teacher, `video-camera-${firstId}`);
    await moving(third, `video-camera-${firstId}`);
    await teacher.see(`hand-${secondId}`);
    await delay(4_000);
    await keep(teacher, `teacher${suffix}`);
    await keep(third, `classroom${suffix}`);
    if (language === 'zh') {
      await keep(first, 'on-stage');
      const token = readFileSync(path.join(product.dataDir, 'operator-token'), 'utf8').trim();
      await pen.page.setViewport(view);
      await pen.page.goto(`${product.baseUrl}/lessons?lang=zh#t=${token}`);
      await pen.see('lesson-card');
      await keep(pen, 'lessons');
      await teacher.click('end-lesson');
      await teacher.click('confirm-end-lesson');
      await third.click('watch-again');
      await third.see('replay-start');
      await third.page.goto(third.page.url().replace(/\/watch[^#]*/, '/watch?lang=zh'));
      await third.page.reload();
      await third.click('replay-start');
      await third.page.waitForFunction(() => document.querySelector('[data-testid="replay"][data-state="playing"]'));
      await third.page.focus('[data-testid="replay-timeline"]');
      for (let step = 0; step < 2; step += 1) await third.page.keyboard.press('ArrowRight');
      await delay(2_500);
      await keep(third, 'watch');
    }
    await pen.close();
  } finally {
    await Promise.all(open.map((seat) => seat.close()));
    await product.close();
    rmSync(films, { recursive: true, force: true });
  }
}

const moving = ({ page }: SeatBrowser, testId: string) =>
  page.waitForSelector(`[data-testid="${testId}"][data-moving="true"]`, { timeout: 30_000 });

for (const language of ['zh', 'en'] as const) await photograph(language);
