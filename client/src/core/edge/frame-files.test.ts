import { beforeEach, expect, test } from 'vitest';
import type { KeptName, SentRange } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';
import { FrameFiles } from './frame-files.ts';
import { asDirectory, MemoryFile, MemoryFolder } from './memory-folder.test-support.ts';

const megabyte = 2 ** 20;
const roomy = { sound: 64 * megabyte, smallPicture: 64 * megabyte, largePicture: 64 * megabyte };
const mic: KeptName = { lessonId: 'lesson', trackId: 'mic', kind: 'audio', layer: 0 };
const large: KeptName = { lessonId: 'lesson', trackId: 'camera', kind: 'video', layer: 2 };
const whole: SentRange[] = [{ fromRtpTimestamp: 0, toRtpTimestamp: 2 ** 31 }];

let origin: MemoryFolder;
let key: CryptoKey;
beforeEach(async () => {
  origin = new MemoryFolder();
  key = await newKey();
});

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt', 'decrypt']);
const open = (budget = roomy, by = key) => FrameFiles.open(asDirectory(origin), by, budget);
const frame = (number: number, lengthBytes = 100, rtpTimestamp = number * 960): SentFrame => ({
  ...{ number, rtpTimestamp },
  data: new Uint8Array(lengthBytes).fill(number % 251),
});
const frames = (from: number, to: number, lengthBytes?: number) =>
  Array.from({ length: to - from }, (_, index) => frame(from + index, lengthBytes));

async function readAll(files: FrameFiles, name: KeptName, ranges = whole): Promise<SentFrame[]> {
  const all: SentFrame[] = [];
  for (;;) {
    const some = await files.read(name, ranges, all.at(-1)?.number ?? -1);
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function filesIn(folder: MemoryFolder): MemoryFile[] {
  return [...folder.children.values()].flatMap((child) => (child instanceof MemoryFile ? child : filesIn(child)));
}

test('what is appended is read again by the next page, only with the same key, and is not to be read on the disk', async () => {
  const first = await open();
  await first.append(mic, frames(0, 50));
  await first.append(mic, frames(50, 60));
  first.close(mic);
  const sound = [...frames(0, 60)];
  expect(await readAll(await open(), mic)).toEqual(sound);
  expect(await readAll(await open(roomy, await newKey()), mic)).toEqual([]);
  const onDisk = Buffer.concat(filesIn(origin).map(({ content }) => content));
  expect(onDisk.includes(Buffer.from(sound[7]?.data ?? []))).toBe(false);
  expect(await (await open()).list()).toEqual([mic]);
});

test('a torn end and a changed byte cost their pieces only', async () => {
  const files = await open();
  for (const from of [0, 10, 20, 30]) await files.append(mic, frames(from, from + 10));
  files.close(mic);
  const [file] = filesIn(origin);
  if (!file) throw new Error('nothing was written');
  const pieceBytes = file.content.length / 4;
  file.content = file.content.slice(0, -5);
  file.content[pieceBytes + 40] = (file.content[pieceBytes + 40] ?? 0) ^ 1;
  expect(await readAll(files, mic)).toEqual([...frames(0, 10), ...frames(20, 30)]);
});

test('a range is read with what lies beside it, some at a time, without the files that do not hold it', async () => {
  const files = await open();
  for (let from = 0; from < 400; from += 50) await files.append(large, frames(from, from + 50, 100_000));
  expect(filesIn(origin).length).toBeGreaterThan(5);
  for (const file of filesIn(origin).slice(0, 1)) file.content = new Uint8Array(0);
  const ranges = [{ fromRtpTimestamp: 200 * 960, toRtpTimestamp: 210 * 960 }];
  const numbers = (await readAll(files, large, ranges)).map(({ number }) => number);
  expect(numbers).toEqual(frames(107, 304).map(({ number }) => number));
  expect((await files.read(large, ranges, -1)).length).toBeLessThan(10);
});

test('large pictures push out large pictures, and never sound', async () => {
  const files = await open({ ...roomy, largePicture: 10 * megabyte });
  await files.append(mic, frames(0, 50));
  for (let from = 0; from < 500; from += 10) await files.append(large, frames(from, from + 10, 100_000));
  const bytes = filesIn(origin).reduce((sum, { content }) => sum + content.length, 0);
  expect(bytes).toBeLessThan(15 * megabyte);
  const left = await readAll(files, large);
  expect(left.at(-1)?.number).toBe(499);
  expect(left[0]?.number).toBeGreaterThan(300);
  expect(await readAll(files, mic)).toHaveLength(50);
});

test('a full disk costs the oldest large picture, and the next piece is kept', async () => {
  const files = await open();
  await files.append(large, frames(0, 10));
  await files.append(mic, frames(0, 10));
  const [camera, sound] = filesIn(origin);
  if (!camera || !sound) throw new Error('nothing was written');
  sound.fault = new DOMException('full', 'QuotaExceededError');
  await expect(files.append(mic, frames(10, 20))).rejects.toThrow('full');
  expect(filesIn(origin)).not.toContain(camera);
  await files.append(mic, frames(20, 30));
  expect(await readAll(files, mic)).toEqual([...frames(0, 10), ...frames(20, 30)]);
});

test('a lesson is forgotten whole, and what is three days old goes by itself', async () => {
  const files = await open();
  const other = { ...mic, lessonId: 'other' };
  for (const name of [mic, large, other]) await files.append(name, frames(0, 10));
  await files.forget('lesson');
  expect(await files.list()).toEqual([other]);
  files.close(other);
  for (const file of filesIn(origin)) file.lastModified = Date.now() - 3 * 24 * 3_600_000;
  expect(await (await open()).list()).toEqual([]);
  expect(filesIn(origin)).toEqual([]);
});
