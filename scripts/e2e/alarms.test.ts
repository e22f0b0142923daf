import { classroomSeat, type RecordingAlarmCode } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Crowd, openCrowd } from '../crowd/crowd.ts';
import type { CrowdSeat } from '../crowd/seat.ts';
import { linkPath, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

const promisedMs = 5_000;
/** Gaps count over 3 s, and are looked at once a second. */
const overWithinMs = 8_000;
const patienceMs = 15_000;

let product: Product;
let crowd: Crowd;
let page: Visitor;
let assistant: CrowdSeat;
let room: CrowdSeat;

beforeAll(async () => {
  product = await openProduct();
  const { baseUrl, operator } = product;
  const lesson = await makeLesson(operator, { title: '水的三态', classrooms: ['一班'], recording: 'everything' });
  const [classroomId = ''] = lesson.classroomIds;
  const tokens = [classroomId, 'assistant'].map((name) => linkPath(lesson, name).split('#t=')[1] ?? '');
  const [first = '', second = ''] = tokens;
  crowd = await openCrowd({ baseUrl, tokens: [first], sends: true, receives: false });
  const staff = await openCrowd({ baseUrl, tokens: [second], receives: false });
  const [sending, watching] = [crowd.seats[0], staff.seats[0]];
  if (!sending || !watching) throw new Error('a seat is missing');
  [room, assistant] = [sending, watching];
  expect(room.grant.participantId).toBe(classroomSeat(classroomId));
  page = await openVisitor(baseUrl);
  await page.open(linkPath(lesson, 'teacher'), '&autojoin=1');
  await page.see('wall');
  const signal = AbortSignal.timeout(patienceMs);
  await assistant.until(({ state }) => Object.keys(state.tracks).length === 4, signal);
  await assistant.until(({ state }) => state.recording.archivePath !== null, signal);
}, 60_000);
afterAll(async () => {
  assistant?.close();
  crowd?.close();
  await page?.close();
  await product?.close();
});

const standing = ({ state }: CrowdSeat, code: RecordingAlarmCode): number =>
  state.recording.alarms.filter((alarm) => alarm.code === code).length;

/** Milliseconds from now until so many tracks of the lesson have an alarm, as another member of staff hears of it. */
async function until(code: RecordingAlarmCode, tracks: number): Promise<number> {
  const begunAt = performance.now();
  await assistant.until((seat) => standing(seat, code) === tracks, AbortSignal.timeout(patienceMs));
  return performance.now() - begunAt;
}

test('nothing is said of a lesson in which all is well: a quiet room, a lively picture', async () => {
  const sent = room.sentPackets;
  await room.until((seat) => seat.sentPackets > sent + 400, AbortSignal.timeout(patienceMs));
  expect(assistant.state.recording.alarms).toEqual([]);
});

test.each([
  {
    code: 'trackBlack' as const,
    spoil: () => room.sender.show('black'),
    mend: () => room.sender.show('lively'),
    tracks: 1,
    words: '一班的摄像头的画面是黑的，或者只有一种颜色。请检查镜头盖、灯光和接线。',
  },
  {
    code: 'trackSilent' as const,
    spoil: () => room.sender.sound('dead'),
    mend: () => room.sender.sound('quiet'),
    tracks: 1,
    words: '一班的话筒没有声音。请检查话筒的开关和接线。',
  },
  {
    code: 'trackLossy' as const,
    spoil: () => room.sender.lose(10),
    mend: () => room.sender.lose(0),
    tracks: 2,
    words: '断断续续，录像里会有缺口。请检查那边的网络。',
  },
])('$code is said within 5 s with the name of the room, and taken back when it is over', async (trouble) => {
  await trouble.spoil();
  const raisedMs = await until(trouble.code, trouble.tracks);
  await page.read(`alarm-${trouble.code}`, trouble.words);
  await page.shot(`alarm-${trouble.code}`);
  await trouble.mend();
  const clearedMs = await until(trouble.code, 0);
  await page.gone(`alarm-${trouble.code}`);
  process.stdout.write(`${trouble.code}: ${Math.round(raisedMs)} ms, over ${Math.round(clearedMs)} ms\n`);
  expect(raisedMs).toBeLessThan(promisedMs);
  expect(clearedMs).toBeLessThan(overWithinMs);
});

test('the figures for Prometheus say the same: alarms by code, packets that were lost, what was written', async () => {
  room.sender.sound('dead');
  await until('trackSilent', 1);
  const { metricsPort } = JSON.parse(/^.*"metricsPort".*$/m.exec(product.log('recorder'))?.[0] ?? '{}');
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const value = (name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  expect(value('tongke_recorder_lessons{state="recording"}')).toBe(1);
  expect(value('tongke_recorder_tracks_expected')).toBe(4);
  expect(value('tongke_recorder_alarms{code="trackSilent"}')).toBe(1);
  expect(value('tongke_recorder_alarms{code="trackLossy"}')).toBe(0);
  for (const kind of ['audio', 'video']) {
    expect(value(`tongke_recorder_packets_lost_total{kind="${kind}"}`)).toBeGreaterThan(10);
    expect(value(`tongke_recorder_packets_received_total{kind="${kind}"}`)).toBeGreaterThan(100);
  }
  expect(value('tongke_recorder_segments_written_total')).toBeGreaterThan(4);
  expect(value('tongke_recorder_fdatasync_seconds_count')).toBeGreaterThan(4);
});
