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

test('in music mode a microphone is sent as it is, in stereo and finer, still muted if it was; afterwards as before', async () => {
  const [room, id, link] = await comes(0);
  await rememberConnections(room);
  await room.open(link);
  await room.click('join');
  await teacher.holds(`tile-${id}`, 'presence', 'here');
  const speech = await sends(room, /maxaveragebitrate=40000/);
  expect(speech).toMatchObject({
    noiseSuppression: true,
    autoGainControl: true,
    echoCancellation: true,
    enabled: true,
  });
  expect(speech.format).toMatch(/usedtx=1/);
  expect(speech.format).not.toMatch(/\bstereo=1/);

  await room.click('toggle-microphone');
  await room.holds('toggle-microphone', 'state', 'closed');
  await openTab(teacher, 'tool-film');
  await teacher.click('music-set');
  await room.see('music-mark');
  await teacher.see('music-mark');
  const muted = await sends(room, /maxaveragebitrate=128000/);
  expect(muted).toMatchObject({
    noiseSuppression: false,
    autoGainControl: false,
    echoCancellation: true,
    channelCount: 2,
  });
  expect(muted.enabled, 'closed stays closed').toBe(false);
  expect(muted.format).toMatch(/\bstereo=1/);
  expect(muted.format).toMatch(/usedtx=0/);
  await room.click('toggle-microphone');
  await room.holds('toggle-microphone', 'state', 'open');
  await room.shot('music-room');
  await teacher.shot('music-teacher');

  // A reload comes back into music mode; with headphones, without the echo canceller.
  await room.page.reload();
  await room.click('join');
  await room.holds('toggle-microphone', 'state', 'open');
  await sends(room, /maxaveragebitrate=128000/);
  await room.click('aide-open');
  await openTab(room, 'aide-tab-audio');
  await room.click('music-headphones');
  await room.page.waitForFunction(
    () => window.tongkeProbe.localTracks.at(-1)?.getSettings().echoCancellation === false,
    { timeout: 20_000, polling: 50 },
  );
  expect(await sends(room, /maxaveragebitrate=128000/)).toMatchObject({ channelCount: 2, enabled: true });
  await room.shot('music-headphones');

  await teacher.click('music-set');
  await room.gone('music-mark');
  const after = await sends(room, /maxaveragebitrate=40000/);
  expect(after).toMatchObject({ noiseSuppression: true, autoGainControl: true, echoCancellation: true, enabled: true });
  expect(after.format).not.toMatch(/\bstereo=1/);
});

/** Opens a tab, by giving it the focus. */
async function openTab({ page }: Visitor, testId: string): Promise<void> {
  await page.bringToFront();
  await page.waitForSelector(`[data-testid="${testId}"]`);
  await page.focus(`[data-testid="${testId}"]`);
  await page.waitForSelector(`[data-testid="${testId}"][aria-selected="true"]`);
}

/** Lets a page tell what its connections send. */
async function rememberConnections(visitor: Visitor): Promise<void> {
  await visitor.page.evaluateOnNewDocument(() => {
    const made: RTCPeerConnection[] = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
    (window as typeof window & { madeConnections: RTCPeerConnection[] }).madeConnections = made;
  });
}

/** The one microphone that is sent, once Opus is asked for what `format` says. */
async function sends(visitor: Visitor, format: RegExp) {
  const found = await visitor.page.waitForFunction(
    async (wanted) => {
      const { madeConnections } = window as typeof window & { madeConnections: RTCPeerConnection[] };
      const senders = madeConnections
        .flatMap((made) => made.getSenders())
        .filter(({ track }) => track?.kind === 'audio');
      const [sender] = senders;
      if (senders.length !== 1 || !sender?.track) return undefined;
      const stats = [...(await sender.getStats()).values()];
      const codecs = stats.filter(({ type }) => type === 'codec').map(({ sdpFmtpLine }) => String(sdpFmtpLine));
      const [line] = codecs;
      if (!line || !new RegExp(wanted).test(line)) return undefined;
      return { ...sender.track.getSettings(), enabled: sender.track.enabled, format: line };
    },
    { timeout: 20_000, polling: 50 },
    format.source,
  );
  const sent = await found.jsonValue();
  if (!sent) throw new Error('no microphone is sent');
  return sent;
}
