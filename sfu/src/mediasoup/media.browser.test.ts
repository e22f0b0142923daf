import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { RtpCapabilities, RtpParameters } from 'mediasoup/types';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SeatMedia, SfuRequestName } from '../../control/index.ts';
import { systemClock } from '../clock.ts';
import { ControlServer } from '../control-server.ts';
import { MediaNode } from '../node.ts';
import { openTestPage, type TestPage } from '../testing/browser/chromium.ts';
import { makePlan } from '../testing/plans.ts';
import { SfuLink } from '../testing/sfu-link.ts';
import { MediasoupEngine } from './mediasoup-engine.ts';

const sharedKey = 'c'.repeat(64);
const lessonId = 'lesson';
let node: MediaNode;
let server: ControlServer;
let link: SfuLink;
let browser: TestPage;

beforeAll(async () => {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const engine = await MediasoupEngine.start({
    ...{ workers: 2, announcedIps: ['127.0.0.1'], recorderIps: [], placementSlack: 0, log },
    ...{ minPort: 42_000, maxPort: 42_999 },
  });
  node = new MediaNode({ engine, clock: systemClock, log, version: 'test' });
  server = await ControlServer.listen({ node, sharedKey, host: '127.0.0.1', port: 0, log });
  link = await SfuLink.open(server.port, sharedKey);
  browser = await openTestPage((name, input) => link.get(name as SfuRequestName, input as never));
});

afterAll(async () => {
  await browser?.close();
  link?.close();
  await server?.close();
  await node?.close();
});

const open = (seatId: string, session: string): Promise<SeatMedia> =>
  link.get('seat:open', { lessonId, seatId, session });

/** Builds a seat in the page and answers with what this browser can receive. */
async function build(seatId: string, media: SeatMedia): Promise<RtpCapabilities> {
  return browser.page.evaluate((...args) => window.seats.build(...args), lessonId, seatId, media);
}

/** As a classroom does: opens, builds, consumes; milliseconds from the first request to the first picture. */
async function join(seatId: string, session: string): Promise<{ firstFrameMs: number; media: SeatMedia }> {
  const fromMs = performance.now();
  const media = await open(seatId, session);
  expect(media.consumers.map(({ trackId }) => trackId).sort()).toEqual(['camera', 'microphone']);
  const receivable = await build(seatId, media);
  await browser.page.evaluate((...args) => window.seats.consume(...args), lessonId, seatId, media.consumers);
  const firstFrameMs = performance.now() - fromMs;
  for (const { rtpParameters } of media.consumers) expectReceivable(rtpParameters, receivable);
  return { firstFrameMs, media };
}

/** Consumers are made before the browser has said what it can: nothing in them may be beyond it. */
function expectReceivable({ codecs, headerExtensions = [] }: RtpParameters, receivable: RtpCapabilities): void {
  const types = receivable.codecs?.map(({ mimeType }) => mimeType.toLowerCase());
  for (const { mimeType } of codecs) expect(types).toContain(mimeType.toLowerCase());
  const uris = receivable.headerExtensions?.map(({ uri }) => uri);
  for (const { uri } of headerExtensions) expect(uris).toContain(uri);
}

const workerIsPrebuilt = async () =>
  (await readFile(`${process.env.MEDIASOUP_WORKER_BIN}.origin`, 'utf8').catch(() => 'built')) === 'prebuilt';

const stats = (seatId: string): ReturnType<typeof window.seats.stats> =>
  browser.page.evaluate((id) => window.seats.stats(id), seatId);

test('carries a camera in layers from one worker to a seat on another, in Chromium', async () => {
  const plan = makePlan({
    sequence: 1,
    seats: { teacher: 'staff', school: 'class' },
    groups: { class: ['camera', 'microphone'], staff: [] },
    tracks: { camera: 'teacher', microphone: 'teacher' },
  });
  await link.get('plan:apply', { lessonId, plan });
  await build('teacher', await open('teacher', 't1'));
  const rids = await browser.page.evaluate((id) => window.seats.publish(id), 'teacher');
  expect(rids).toEqual(['r0', 'r1', 'r2']);

  // A lesson that is under way: the sender's own bandwidth estimate has let its top layer through.
  await browser.page.evaluate((id) => window.seats.untilSending(id, 'r2'), 'teacher');

  await join('school', 's1');
  await browser.page.evaluate((id) => window.seats.untilWidth(id, 960), 'school');
  const { workers } = await link.get('node:describe', {});
  expect(workers.map(({ seats }) => seats)).toEqual([1, 1]);
  expect(workers.map(({ consumers }) => consumers).sort()).toEqual([0, 2]);
  const seen = await stats('school');
  expect(seen.sound).toBeGreaterThan(0);
  // The worker is the DTLS server and takes the first of its own list that the browser offers; see OpenSSL's
  // SSL_CTX_set_tlsext_use_srtp. A prebuilt worker's list begins with AES-256; one that set-up has built, with AES-128.
  // Browsers differ in whether its name begins with SRTP.
  const cipher = (await workerIsPrebuilt()) ? /^(SRTP_)?AEAD_AES_256_GCM$/ : /^(SRTP_)?AEAD_AES_128_GCM$/;
  expect(seen).toMatchObject({ role: 'client', srtp: expect.stringMatching(cipher) });
  expect((await link.event('transportChanged', ({ seatId }) => seatId === 'school')).state).toBe('connected');
});

test('taps every layer as an SSRC of its own, lowest first', async () => {
  const recorder = createSocket('udp4').bind(0, '127.0.0.1');
  await once(recorder, 'listening');
  const lengths = new Map<number, number>();
  recorder.on('message', (packet) => {
    const payloadType = (packet[1] ?? 0) & 0x7f;
    // 64 to 95 are RTCP on the same port (RFC 5761).
    if (payloadType >= 64 && payloadType <= 95) return;
    lengths.set(packet.readUInt32BE(8), (lengths.get(packet.readUInt32BE(8)) ?? 0) + packet.length);
  });
  const plan = makePlan({
    sequence: 2,
    seats: { teacher: 'staff', school: 'class' },
    groups: { class: ['camera', 'microphone'], staff: [] },
    tracks: { camera: 'teacher', microphone: 'teacher' },
    taps: { recorder: ['camera', 'microphone'] },
  });
  await link.get('plan:apply', { lessonId, plan });
  const tap = await link.get('tap:open', {
    lessonId,
    tapId: 'recorder',
    ip: '127.0.0.1',
    port: recorder.address().port,
  });
  const camera = tap.tracks.find(({ trackId }) => trackId === 'camera');
  const ssrcs = (camera?.rtpParameters.encodings ?? []).map(({ ssrc = 0 }) => ssrc);
  expect(ssrcs).toHaveLength(3);
  while (ssrcs.some((ssrc) => (lengths.get(ssrc) ?? 0) < 20_000)) await once(recorder, 'message');
  const [small = 0, middle = 0, large = 0] = ssrcs.map((ssrc) => lengths.get(ssrc));
  expect(small).toBeLessThan(middle);
  expect(middle).toBeLessThan(large);
  await link.get('tap:close', { lessonId, tapId: 'recorder' });
  recorder.close();
});

test('measures how a seat does', async () => {
  const known = await link.event(
    'qualityMeasured',
    ({ seats }) => seats.some(({ roundTripMs }) => roundTripMs !== null),
    12_000,
  );
  const school = known.seats.find(({ seatId }) => seatId === 'school');
  expect(school).toMatchObject({ transport: 'udp', uplinkScore: null });
  expect(school?.downlinkScore).toBeGreaterThan(5);
  expect(school?.availableOutgoingBps).toBeGreaterThan(500_000);
});

test('mutes and closes by the plan', async () => {
  const groups = { class: ['camera', 'microphone'], staff: [] };
  const seats = { teacher: 'staff', school: 'class' };
  const tracks = { camera: 'teacher', microphone: 'teacher' };
  await link.get('plan:apply', {
    lessonId,
    plan: makePlan({ sequence: 3, seats, groups, tracks, paused: ['camera'] }),
  });
  const stopped = await untilStill('school');
  await link.get('plan:apply', { lessonId, plan: makePlan({ sequence: 4, seats, groups, tracks }) });
  await browser.page.waitForFunction(
    async (id, frames) => (await window.seats.stats(id)).frames > frames,
    { polling: 50, timeout: 5_000 },
    ...(['school', stopped] as const),
  );
});

test('reports a killed worker at once, and both seats come back', async () => {
  link.forget();
  const { workers } = await link.get('node:describe', {});
  const victim = workers.find(({ consumers }) => consumers > 0);
  const killedAtMs = performance.now();
  process.kill(victim?.pid ?? 0, 'SIGKILL');
  const died = await link.event('workerDied');
  const reportedMs = performance.now() - killedAtMs;
  expect(died.seats).toEqual([{ lessonId, seatId: 'school' }]);
  expect(reportedMs).toBeLessThan(500);
  await browser.page.evaluate((id) => window.seats.close(id), 'school');
  await join('school', 's1');
  expect(performance.now() - killedAtMs).toBeLessThan(3_000);
});

/** The number of frames at which a seat's picture stands still. */
async function untilStill(seatId: string): Promise<number> {
  let before = -1;
  for (;;) {
    const { frames } = await stats(seatId);
    if (frames === before) return frames;
    before = frames;
    await browser.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
  }
}
