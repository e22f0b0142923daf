import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFilm } from '../demo/film.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let lesson: MadeLesson;
let teacher: Visitor;
let speaker: Visitor;
let watcher: Visitor;
let speakerId: string;

/** Whatever the lesson's log holds of the programme, in order. */
function switches(): { shot: { of: string; source?: string }; because: string | null }[] {
  const folders = [product.dataDir, path.join(product.dataDir, 'log')];
  const files = folders.flatMap((folder) => {
    const names = readdirSync(folder, { recursive: true }).map(String);
    return names
      .filter((name) => name.endsWith(`lesson-${lesson.lessonId}.jsonl`))
      .map((name) => path.join(folder, name));
  });
  const text = files.length > 0 ? readFileSync(files[0] ?? '', 'utf8') : '';
  return [...text.matchAll(/\{"type":"programmeSwitched"[^}]*\}[^}]*\}/g)].map(([found]) => JSON.parse(found));
}

beforeAll(async () => {
  product = await openProduct();
  lesson = await makeLesson(product.operator, { title: '水的三态', classrooms: ['一班', '二班'] });
  const [first = '', second = ''] = lesson.classroomIds;
  speakerId = classroomSeat(first);
  const speech = 'We can see the moon. It is round and bright tonight. The clouds are gone and the stars are out.';
  const film = await makeFilm({
    ...{ number: 1, title: 'Speaker', width: 320, height: 180, framesPerSecond: 10 },
    ...{ beepHz: 1_300, speech },
  });
  teacher = await openVisitor(product.baseUrl, { cameras: 3, width: 1366, height: 768 });
  await teacher.open(linkPath(lesson, 'teacher'), '&autojoin=1');
  await teacher.see('wall');
  // Only the room speaks: what is switched then, it switched by its voice.
  await teacher.click('toggle-microphone');
  speaker = await openVisitor(product.baseUrl, { film });
  await speaker.open(linkPath(lesson, first), '&autojoin=1');
  watcher = await openVisitor(product.baseUrl, { film: 'none' });
  await watcher.open(linkPath(lesson, second));
  await watcher.click('join');
  await watcher.seeMoving('video-camera-teacher');
});
afterAll(async () => {
  await Promise.all([teacher, speaker, watcher].map((visitor) => visitor?.close()));
  await product?.close();
});

test('the teacher adds a camera, and one key makes it large in every room', async () => {
  await teacher.page.click('[data-testid="tool-programme"]');
  for (const camera of ['board', 'table']) {
    const select = `[data-testid="choose-${camera}"]`;
    const values = await teacher.page.$$eval(`${select} option`, (options) => options.map((option) => option.value));
    await teacher.page.select(select, values.at(camera === 'board' ? 2 : 3) ?? '');
    await teacher.holds(`choose-${camera}`, 'state', 'on');
    await teacher.see(`programme-${camera}`);
  }
  await watcher.holds('classroom-screen', 'main', 'camera');
  await teacher.page.keyboard.press('2');
  await watcher.holds('classroom-screen', 'main', 'board');
  await watcher.seeMoving('video-board-teacher');
  await watcher.seeMoving('video-camera-teacher');
  await teacher.shot('programme-teacher');
  await watcher.shot('programme-board');
  await teacher.page.keyboard.press('1');
  await watcher.holds('classroom-screen', 'main', 'camera');
});

test('the director shows who speaks on stage, and gives way to a hand', async () => {
  await teacher.click(`call-${speakerId}`);
  await speaker.see('on-stage');
  // Its entrance is over: what follows is its voice.
  await new Promise((resolve) => setTimeout(resolve, 6_500));
  await teacher.page.keyboard.press('0');
  await watcher.holds('classroom-screen', 'main', 'stage');
  await watcher.seeMoving(`video-camera-${speakerId}`);
  await speaker.holds('classroom-screen', 'main', 'camera');
  expect(switches().at(-1)).toMatchObject({ shot: { of: 'stage' }, by: 'director', because: 'speech' });
  await teacher.shot('programme-directed');
  await watcher.shot('programme-stage');
  await teacher.page.keyboard.press('2');
  await watcher.holds('classroom-screen', 'main', 'board');
  const count = switches().length;
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(switches()).toHaveLength(count);
});
