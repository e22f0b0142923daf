import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ApiLesson } from '../demo/api.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let lesson: MadeLesson;
let teacher: Visitor;
const rooms: Visitor[] = [];

beforeAll(async () => {
  product = await openProduct();
  lesson = await makeLesson(product.operator, { title: '水的三态', classrooms: ['一班', '二班', '三班', '四班'] });
  teacher = await openVisitor(product.baseUrl);
  await teacher.open(linkPath(lesson, 'teacher'), '&autojoin=1');
  await teacher.see('wall');
});
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.close()));
});
afterAll(async () => {
  await teacher?.close();
  await product?.close();
});

async function openRoom(): Promise<Visitor> {
  const room = await openVisitor(product.baseUrl);
  rooms.push(room);
  return room;
}

/** Plans a lesson for one classroom that is not open yet. */
async function planLesson(title: string, classroomId: string): Promise<string> {
  const { lesson: planned } = await product.operator.post<{ lesson: ApiLesson }>('/api/lessons', {
    title,
    subject: '科学',
    teacherName: '林老师',
    startsAt: new Date().toISOString(),
    classroomIds: [classroomId],
  });
  return planned.lessonId;
}

test('a link opened on a second device waits for the teacher, gets the seat, and the first device is told', async () => {
  const classroomId = lesson.classroomIds[0] ?? '';
  const id = classroomSeat(classroomId);
  const link = linkPath(lesson, classroomId);
  const first = await openRoom();
  await first.open(link, '&autojoin=1');
  await first.see('classroom-screen');
  await first.seeMoving('video-camera-teacher');

  const second = await openRoom();
  await second.open(link);
  await second.read('entrance-waitingForSeat', '这个座位正在另一台设备上使用');
  await second.read('entrance-waitingForSeat', '正在等老师同意');
  await second.shot('seats-second-waits');
  await teacher.read(`seat-request-${id}`, '有另一台设备想进入“一班”的座位。');
  await teacher.shot('seats-request');
  await first.see('classroom-screen');
  await teacher.click(`allow-${id}`);

  await second.see('device-check');
  await second.click('join');
  await second.seeMoving('video-camera-teacher');
  await first.read('seat-over', '同一个座位刚刚在别处打开了。');
  await first.shot('seats-first-told');
  await teacher.gone(`seat-request-${id}`);
  await teacher.holds(`tile-${id}`, 'presence', 'here');
  const pictures = await first.page.evaluate(() =>
    window.tongkeProbe.localTracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind),
  );
  expect(pictures, 'the device that left has let go of camera and microphone').toEqual([]);
});

test('a page that is loaded again comes back to its seat: on stage where it was, its microphone still closed', async () => {
  const [, classroomId = '', otherId = ''] = lesson.classroomIds;
  const [id, other] = [classroomSeat(classroomId), classroomSeat(otherId)];
  const room = await openRoom();
  await room.open(linkPath(lesson, classroomId), '&autojoin=1');
  await room.holds('toggle-microphone', 'state', 'open');
  const neighbour = await openRoom();
  await neighbour.open(linkPath(lesson, otherId), '&autojoin=1');
  await neighbour.holds('toggle-microphone', 'state', 'open');
  for (const each of [id, other]) {
    await teacher.click(`call-${each}`);
    await teacher.see(`stage-${each}`);
  }
  await room.holds('classroom-screen', 'on-stage', 'true');
  await room.click('toggle-microphone');
  await room.holds('toggle-microphone', 'state', 'closed');
  await teacher.seeMoving(`video-camera-${id}`);
  const onStage = () =>
    teacher.page.$$eval('[data-testid="stage"] > li', (places) =>
      places.map((place) => [place.dataset.testid, place.querySelector('[aria-label="话筒已开"]') !== null]),
    );
  const before = [
    [`stage-${id}`, false],
    [`stage-${other}`, true],
  ];
  await expect.poll(onStage, { timeout: 10_000 }).toEqual(before);

  // Whoever looks away for a frame must not hear a word: every change of the stage is looked at.
  await teacher.page.evaluate((place) => {
    const heard: string[] = [];
    Object.assign(window, { tongkeHeard: heard });
    new MutationObserver(() => {
      if (document.querySelector(`[data-testid="${place}"] [aria-label="话筒已开"]`)) heard.push(place);
    }).observe(document, { childList: true, subtree: true, attributes: true });
  }, `stage-${id}`);
  await room.page.reload();
  await room.holds('classroom-screen', 'on-stage', 'true');
  await room.holds('toggle-microphone', 'state', 'closed');
  await room.shot('seats-reloaded');
  await teacher.seeMoving(`video-camera-${id}`);
  expect(await onStage()).toEqual(before);
  const heard = await teacher.page.evaluate(() => (window as unknown as { tongkeHeard: string[] }).tongkeHeard);
  expect(heard, 'the microphone was open at no time').toEqual([]);
});

test('before the lesson the screen says when it begins, and goes on by itself without a click', async () => {
  const classroomId = lesson.classroomIds[0] ?? '';
  const lessonId = await planLesson('光的折射', classroomId);
  const { links } = await product.operator.get<Pick<MadeLesson, 'links'>>(`/api/lessons/${lessonId}/links`);
  const planned = { lessonId, links, classroomIds: [classroomId] };
  const room = await openRoom();
  await room.open(linkPath(planned, classroomId), '&autojoin=1');
  await room.read('lesson-waiting', '光的折射');
  await room.read('lesson-waiting', '上课后会自动进入，不用做任何事。');
  await room.shot('seats-waiting');
  await product.operator.post(`/api/lessons/${lessonId}/open`, {});
  await room.see('classroom-screen');
  await room.holds('toggle-camera', 'state', 'open');
  await product.operator.post(`/api/lessons/${lessonId}/end`, {});
  await room.read('lesson-ended', '下课了');
});

test("a classroom's PC is paired by its code, shows today's lessons and is in the lesson alone", async () => {
  const classroomId = lesson.classroomIds[3] ?? '';
  const pc = await openRoom();
  await pc.open('/pair', '&autojoin=1');
  await pc.page.waitForSelector('[data-testid="pair-code"][data-code]');
  await pc.shot('seats-pair-code');
  const code = await pc.page.$eval('[data-testid="pair-code"]', (shown) => (shown as HTMLElement).dataset.code);
  await product.operator.post('/api/devices/pair', { code, classroomId });
  // The lesson of this file is open, so the PC does not even stop at the list.
  await pc.see('classroom-screen');
  expect(new URL(pc.page.url()).pathname).toBe('/classroom');
  await pc.seeMoving('video-camera-teacher');
  await teacher.seeMoving(`video-camera-${classroomSeat(classroomId)}`);

  // Nobody is there to press a button: it goes back by itself and finds the next lesson.
  await product.operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
  await pc.read('lesson-ended', '一会儿自动回到今天的课');
  await pc.shot('seats-pair-ended');
  await pc.read('pair-paired', '四班');
  const lessonId = await planLesson('星星', classroomId);
  await pc.read('pair-paired', '星星');
  await pc.shot('seats-pair-today');
  await product.operator.post(`/api/lessons/${lessonId}/open`, {});
  await pc.see('classroom-screen');
});
