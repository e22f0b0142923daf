import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import type { SeatBrowserOptions } from '../demo/seat-browser.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let lesson: MadeLesson;
let teacher: Visitor;
let classroom: Visitor | undefined;

beforeAll(async () => {
  product = await openProduct();
  lesson = await makeLesson(product.operator, { title: '水的三态', classrooms: ['一班', '二班', '三班'] });
  teacher = await openVisitor(product.baseUrl);
  await teacher.open(linkPath(lesson, 'teacher'), '&autojoin=1');
  await teacher.see('wall');
});
afterEach(async () => {
  await classroom?.close();
  classroom = undefined;
});
afterAll(async () => {
  await teacher?.close();
  await product?.close();
});

/** A classroom in front of its device check. */
async function comes(index: number, options: SeatBrowserOptions = {}): Promise<[Visitor, string, string]> {
  const id = lesson.classroomIds[index] ?? '';
  classroom = await openVisitor(product.baseUrl, options);
  return [classroom, classroomSeat(id), linkPath(lesson, id)];
}

/** The lesson as it is without own devices: the teacher is seen, a hand is raised and heard of. */
async function followsTheLesson(room: Visitor, id: string): Promise<void> {
  await room.seeMoving('video-camera-teacher');
  await room.click('raise-hand');
  await room.holds('raise-hand', 'state', 'raised');
  await teacher.see(`hand-${id}`);
  await teacher.holds(`tile-${id}`, 'presence', 'here');
}

test('a classroom without camera and microphone is told so, watches the lesson and raises its hand', async () => {
  const [room, id, link] = await comes(0, { film: 'none' });
  await room.open(link);
  await room.read('camera-advice', '没有找到摄像头');
  await room.read('microphone-advice', '没有找到话筒');
  await room.shot('devices-none-check');
  await room.click('join');
  await followsTheLesson(room, id);
  await room.read('device-failed-camera', '不用摄像头也能听课、举手');
  expect(await room.words('toggle-camera')).toContain('没有摄像头');
  await teacher.read(`tile-${id}`, '没有画面');
  await room.shot('devices-none-lesson');
  await teacher.shot('devices-none-teacher');
});

test('a classroom whose browser was not allowed its devices is told how to allow them, and follows the lesson', async () => {
  const [room, id, link] = await comes(1, { allowed: false });
  const devtools = await room.browser.target().createCDPSession();
  for (const name of ['camera', 'microphone']) {
    await devtools.send('Browser.setPermission', { permission: { name }, setting: 'denied' });
  }
  await room.open(link);
  await room.read('camera-advice', '请点地址栏左边的图标，选“允许”');
  await room.shot('devices-refused-check');
  await room.click('join');
  await followsTheLesson(room, id);
  await room.read('device-failed-microphone', '浏览器不让用话筒');
  await teacher.read(`tile-${id}`, '没有画面');
  await room.shot('devices-refused-lesson');
});

test('a camera that is pulled out is said on both sides, and is back by itself when it is plugged in again', async () => {
  const [room, id, link] = await comes(2);
  await room.open(link);
  await room.holds(`video-camera-${id}`, 'moving', 'true');
  await room.click('join');
  await teacher.seeMoving(`video-camera-${id}`);
  expect(await teacher.isUncovered(`video-camera-${id}`)).toBe(true);

  // Chromium's fake camera cannot be pulled out; this is what a page sees when a real one is.
  await room.page.evaluate(() => {
    const devices = navigator.mediaDevices as MediaDevices & { tongkePlug?: () => void };
    const ask = devices.getUserMedia;
    const list = devices.enumerateDevices;
    devices.getUserMedia = async (constraints) => {
      if (constraints?.video) throw new DOMException('no camera', 'NotFoundError');
      return ask(constraints);
    };
    devices.enumerateDevices = async () => (await list.call(devices)).filter((device) => device.kind !== 'videoinput');
    devices.tongkePlug = () => {
      devices.getUserMedia = ask;
      devices.enumerateDevices = list;
      devices.dispatchEvent(new Event('devicechange'));
    };
    for (const track of window.tongkeProbe.localTracks.filter(({ kind }) => kind === 'video')) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    devices.dispatchEvent(new Event('devicechange'));
  });
  await room.read('device-failed-camera', '摄像头断开了。请重新插好，会自动恢复。');
  await room.read('classroom-screen', '摄像头断开了');
  await teacher.read(`tile-${id}`, '摄像头已关');
  expect(await teacher.isUncovered(`video-camera-${id}`)).toBe(false);
  await followsTheLesson(room, id);
  await room.shot('devices-unplugged-lesson');
  await teacher.shot('devices-unplugged-teacher');

  await room.page.evaluate(() => (navigator.mediaDevices as MediaDevices & { tongkePlug: () => void }).tongkePlug());
  await room.gone('device-failed-camera');
  await teacher.seeMoving(`video-camera-${id}`);
  expect(await teacher.isUncovered(`video-camera-${id}`)).toBe(true);
});
