import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiLesson } from '../demo/api.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type ProcessName, type Product } from '../demo/product.ts';
import { converse, garbage, sendDatagrams } from './garbage.ts';
import { openSockets } from './sockets.ts';
import { openVisitor, type Visitor } from './visitor.ts';

const processes: ProcessName[] = ['sfu', 'signaling', 'recorder'];
const seed = 2;
let product: Product;
let lesson: MadeLesson;
let teacher: Visitor;
let room: Visitor;
let pids: number[];

beforeAll(async () => {
  product = await openProduct();
  lesson = await makeLesson(product.operator, { title: '水的三态', classrooms: ['一班'] });
  const open = async (name: string) => {
    const visitor = await openVisitor(product.baseUrl);
    await visitor.open(linkPath(lesson, name), '&autojoin=1');
    return visitor;
  };
  teacher = await open('teacher');
  room = await open(lesson.classroomIds[0] ?? '');
  await room.seeMoving('video-camera-teacher');
  pids = processes.map((name) => product.pid(name));
});
afterAll(async () => {
  await Promise.all([teacher?.close(), room?.close()]);
  await product?.close();
});

const httpPort = () => Number(new URL(product.baseUrl).port);
const httpsPort = () =>
  openSockets(product.pid('signaling')).find(({ kind, port }) => kind === 'tcp' && port !== httpPort())?.port ?? 0;

/** Everyone still sees and hears; nobody had to be started again. */
async function lessonGoesOn(): Promise<void> {
  await room.seeMoving('video-camera-teacher');
  await room.click('raise-hand');
  await room.holds('raise-hand', 'state', 'raised');
  await room.click('raise-hand');
  await room.holds('raise-hand', 'state', 'lowered');
  expect(processes.map((name) => product.pid(name))).toEqual(pids);
  expect(await room.page.$('[data-testid="line-down"]')).toBeNull();
}

/** A WebSocket frame from a client (RFC 6455, 5.2), whose length may be a lie. */
function frame(payload: Buffer, { first = 0x81, length = payload.length, masked = true } = {}): Buffer {
  const mask = masked ? randomBytes(4) : Buffer.alloc(0);
  const head = Buffer.alloc(10);
  head.writeUInt8(first, 0);
  head.writeUInt8((masked ? 0x80 : 0) | 127, 1);
  head.writeBigUInt64BE(BigInt(length), 2);
  const body = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return Buffer.concat([head, mask, body]);
}

const upgrade = [
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');

const frames: readonly (readonly Buffer[])[] = [
  [frame(Buffer.from('nonsense'))],
  [frame(Buffer.from('40{"lessonId":'))],
  [frame(Buffer.from('42["hand:raise",{"number":1,"input":{}}]'))],
  [frame(Buffer.from('40/recorder,{"token":[]}'))],
  [frame(Buffer.from('451-["welcome",{"_placeholder":true,"num":99}]'))],
  [frame(Buffer.from([0xc3, 0x28, 0xa0, 0xa1]))],
  [frame(Buffer.from('x'), { length: 2 ** 40 })],
  [frame(Buffer.alloc(1_000_000, 'x'))],
  [frame(Buffer.from('x'), { masked: false })],
  [frame(Buffer.from('x'), { first: 0xff })],
  [frame(Buffer.alloc(300), { first: 0x89 })],
  [frame(Buffer.from('x'), { first: 0x80 })],
];

test('malformed WebSocket frames, on both ports, harm nobody', async () => {
  for (const secure of [false, true]) {
    const port = secure ? httpsPort() : httpPort();
    const answers = await Promise.all(frames.map((each) => converse(port, [upgrade, ...each], { secure })));
    for (const answer of answers) expect(answer).toContain('101 Switching Protocols');
  }
  await lessonGoesOn();
});

test('malformed HTTP, on both ports, is answered or hung up on, and nothing of the inside is told', async () => {
  const requests = [
    'GET / HTTP/9.9\r\n\r\n',
    'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /archive/%2e%2e/%2e%2e/operator-token HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /%00%ff%c0%af HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
    'POST /api/seats HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"token',
    'POST /api/seats HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{}',
    'POST /api/seats HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'POST /api/lessons HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull',
    ...garbage(seed, 10),
  ];
  for (const secure of [false, true]) {
    const port = secure ? httpsPort() : httpPort();
    const answers = await Promise.all(requests.map((request) => converse(port, [request], { secure })));
    for (const answer of answers) {
      expect(answer).not.toMatch(/node_modules|\.ts:\d|at Object|root:x:|HTTP\/1\.1 500/);
    }
  }
  await lessonGoesOn();
});

test.skipIf(process.platform !== 'linux')(
  'garbage on every open port of all three processes, media and recorder included, changes nothing',
  async () => {
    const sockets = processes.flatMap((name) => openSockets(product.pid(name)).map((socket) => ({ name, ...socket })));
    expect(sockets.filter(({ name, kind }) => name === 'recorder' && kind === 'udp')).not.toEqual([]);
    expect(sockets.filter(({ name, kind }) => name === 'sfu' && kind === 'udp')).not.toEqual([]);
    expect(sockets.filter(({ name, kind }) => name === 'sfu' && kind === 'tcp')).not.toEqual([]);
    const bytes = garbage(seed, 100);
    await Promise.all(
      sockets.map(async ({ kind, port }) => {
        if (kind === 'udp') await sendDatagrams(port, bytes);
        else await Promise.all([converse(port, bytes), ...bytes.slice(0, 10).map((each) => converse(port, [each]))]);
      }),
    );
    await lessonGoesOn();
  },
);

test('what was recorded meanwhile is sealed, and no process had anything unexpected to say', async () => {
  await product.operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
  await room.see('lesson-ended');
  const isSealed = async () =>
    (await product.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lesson.lessonId}`)).lesson.sealed;
  await expect.poll(isSealed, { timeout: 30_000 }).toBe(true);
  for (const name of processes) {
    // mediasoup calls a port that another program has, or a consumer that is gone already, an error; neither is one.
    const worst = product
      .log(name)
      .split('\n')
      .filter((line) => /"level":[56]0/.test(line) && !line.includes('"namespace":"mediasoup:'));
    expect(worst, name).toEqual([]);
  }
});
