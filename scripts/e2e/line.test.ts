import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { freePort, openProduct, type Product } from '../demo/product.ts';
import { leadMedia } from '../net-lab/lead-media.ts';
import { type NetLab, openNetLab } from '../net-lab/net-lab.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let lesson: MadeLesson;
let lab: NetLab;
let teacher: Visitor;
let room: Visitor;
let id: string;

beforeAll(async () => {
  const mediaPort = String(await freePort());
  product = await openProduct({
    environment: { SFU_WORKERS: '1', RTC_MIN_PORT: mediaPort, RTC_MAX_PORT: mediaPort },
  });
  lesson = await makeLesson(product.operator, { title: '水的三态', classrooms: ['一班', '二班'] });
  lab = await openNetLab({
    relays: [
      { kind: 'tcp', to: new URL(product.baseUrl).host },
      { kind: 'udp', to: mediaPort },
      { kind: 'tcp', to: mediaPort },
    ],
  });
  teacher = await openVisitor(product.baseUrl);
  await teacher.open(linkPath(lesson, 'teacher'), '&autojoin=1');
  const [classroomId = ''] = lesson.classroomIds;
  id = classroomSeat(classroomId);
  const [http = 0, udp = 0, tcp = 0] = lab.addresses.map(({ port }) => port);
  room = await openVisitor(`http://127.0.0.1:${http}`);
  await leadMedia(room, udp, tcp);
  await room.open(linkPath(lesson, classroomId), '&autojoin=1');
  await room.seeMoving('video-camera-teacher');
  await teacher.seeMoving(`video-camera-${id}`);
});
afterAll(async () => {
  await Promise.all([teacher?.close(), room?.close()]);
  await lab?.close();
  await product?.close();
});

/** The room's whole line: signaling and media. */
const setLine = (state: 'up' | 'down') => lab.set({ up: { down: state === 'down' }, down: { down: state === 'down' } });

const frames = async () => (await room.videos())['video-camera-teacher']?.frames ?? 0;

/** Whether the teacher's picture stands still in the room. */
const standsStill = async () => {
  const before = await frames();
  await room.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  return (await frames()) === before;
};

/** Brightness of the teacher's picture on the room's screen: black is 0. */
const brightness = () =>
  room.page.$eval('[data-testid="video-camera-teacher"]', (video) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [8, 8];
    const context = canvas.getContext('2d');
    context?.drawImage(video as HTMLVideoElement, 0, 0, 8, 8);
    return Math.max(...(context?.getImageData(0, 0, 8, 8).data.filter((_, index) => index % 4 !== 3) ?? [0]));
  });

test('a line that drops is said with its time, the last picture stays, and all is as it was when it is back', async () => {
  await room.click('raise-hand');
  await teacher.see(`hand-${id}`);
  const downAt = performance.now();
  setLine('down');
  await room.read('line-down', '正在自动重连', 15_000);
  const saidAfterMs = performance.now() - downAt;
  expect(await room.words('line-down')).toMatch(/网络断了（\d{1,2}:\d{2}:\d{2} 起）/);
  expect(saidAfterMs).toBeLessThan(13_000);
  await expect.poll(standsStill, { timeout: 10_000 }).toBe(true);
  expect(await brightness(), 'the last picture is still there').toBeGreaterThan(50);
  expect(await room.isUncovered('video-camera-teacher')).toBe(true);
  await room.shot('line-down-room');
  await teacher.holds(`tile-${id}`, 'presence', 'away', 20_000);
  await teacher.shot('line-down-teacher');

  // Meanwhile on both sides: nothing of it may be lost or come in another order.
  await teacher.click('toggle-camera');
  await teacher.holds('toggle-camera', 'state', 'closed');
  await teacher.click('toggle-camera');
  await teacher.holds('toggle-camera', 'state', 'open');

  const upAt = performance.now();
  setLine('up');
  await room.gone('line-down', 15_000);
  await room.seeMoving('video-camera-teacher');
  const backAfterMs = performance.now() - upAt;
  await room.holds('raise-hand', 'state', 'raised');
  await teacher.holds(`tile-${id}`, 'presence', 'here');
  await teacher.see(`hand-${id}`);
  await teacher.seeMoving(`video-camera-${id}`);
  process.stdout.write(
    `line: said after ${Math.round(saidAfterMs)} ms, pictures back ${Math.round(backAfterMs)} ms after the line\n`,
  );
});

test('a microphone that is closed while the line is down is closed at once, and stays so when it is back', async () => {
  await room.holds('toggle-microphone', 'state', 'open');
  const isLive = () =>
    room.page.evaluate(() =>
      window.tongkeProbe.localTracks.some(
        ({ kind, enabled, readyState }) => kind === 'audio' && enabled && readyState === 'live',
      ),
    );
  expect(await isLive()).toBe(true);
  setLine('down');
  await room.see('line-down');
  await room.click('toggle-microphone');
  await room.holds('toggle-microphone', 'state', 'closed');
  expect(await isLive(), 'nothing leaves the device').toBe(false);
  await room.click('raise-hand');
  await room.shot('line-down-muted');
  // From here on any moment at which the screen says closed and the device is open is a fault.
  await room.page.evaluate(() => {
    const faults: string[] = [];
    Object.assign(window, { tongkeFaults: faults });
    const look = () => {
      const isClosed = document.querySelector('[data-testid="toggle-microphone"][data-state="closed"]');
      const isOpen = window.tongkeProbe.localTracks.some(
        ({ kind, enabled, readyState }) => kind === 'audio' && enabled && readyState === 'live',
      );
      if (isClosed && isOpen) faults.push(new Date().toISOString());
      requestAnimationFrame(look);
    };
    look();
  });
  setLine('up');
  await room.gone('line-down', 15_000);
  await room.seeMoving('video-camera-teacher');
  await teacher.page.waitForSelector(`[data-testid="tile-${id}"] [aria-label="话筒已关"]`);
  await room.holds('toggle-microphone', 'state', 'closed');
  // The hand that was lowered during the outage is down for everyone.
  await room.holds('raise-hand', 'state', 'lowered');
  await teacher.gone(`hand-${id}`);
  expect(await isLive()).toBe(false);
  expect(await room.page.evaluate(() => (window as unknown as { tongkeFaults: string[] }).tongkeFaults)).toEqual([]);

  await room.click('toggle-microphone');
  await room.holds('toggle-microphone', 'state', 'open');
  await teacher.page.waitForSelector(`[data-testid="tile-${id}"] [aria-label="话筒已关"]`, { hidden: true });
  expect(await isLive()).toBe(true);
});
