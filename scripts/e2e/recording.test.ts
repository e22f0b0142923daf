import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApiLesson } from '../demo/api.ts';
import { linkPath, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let dataDir: string;
let archiveDir: string;
let product: Product | undefined;
const visitors: Visitor[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'tongke-full-'));
  archiveDir = path.join(dataDir, 'archive');
  mkdirSync(archiveDir);
});
afterEach(async () => {
  await Promise.all(visitors.splice(0).map((visitor) => visitor.close()));
  await product?.close();
  product = undefined;
  try {
    execFileSync('umount', ['-l', archiveDir], { stdio: 'ignore' });
  } catch {
    // Was never mounted.
  }
  rmSync(dataDir, { recursive: true, force: true });
});

/** A disk of its own for the archive; why not, when it cannot be had. */
function mountDisk(size: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', archiveDir], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'a disk of its own needs root and mount';
  }
}

async function visit(link: string): Promise<Visitor> {
  const visitor = await openVisitor(product?.baseUrl ?? '');
  visitors.push(visitor);
  await visitor.open(link, '&autojoin=1');
  return visitor;
}

test('a disk that is full is said to the teacher, the lesson goes on, and with space the recording does', async ({
  skip,
}) => {
  const reason = mountDisk('1m');
  if (reason) {
    process.stdout.write(`skipped: ${reason}\n`);
    skip(reason);
  }
  product = await openProduct({ dataDir });
  const lesson = await makeLesson(product.operator, {
    title: '水的三态',
    classrooms: ['一班'],
    recording: 'everything',
  });
  const [classroomId = ''] = lesson.classroomIds;
  const id = classroomSeat(classroomId);
  const teacher = await visit(linkPath(lesson, 'teacher'));
  const room = await visit(linkPath(lesson, classroomId));
  await room.seeMoving('video-camera-teacher');

  await teacher.read('alarm-diskFull', '录像的磁盘满了，新的画面录不下来。课可以照常上。', 60_000);
  await teacher.shot('recording-full-teacher');
  await room.seeMoving('video-camera-teacher');
  await teacher.seeMoving(`video-camera-${id}`);
  await teacher.click(`call-${id}`);
  await room.holds('classroom-screen', 'on-stage', 'true');
  expect(await room.page.$('[data-testid^="alarm-"]'), 'a classroom cannot help it').toBeNull();
  await room.shot('recording-full-room');

  // The limit alone: a tmpfs takes memory for what is in it.
  execFileSync('mount', ['-o', 'remount,size=2g', archiveDir]);
  await teacher.gone('alarm-diskFull', 30_000);
  await teacher.gone('alarm-diskLow', 30_000);
  await product.operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
  const record = async () =>
    (await product?.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lesson.lessonId}`))?.lesson;
  await expect.poll(async () => (await record())?.sealed, { timeout: 30_000 }).toBe(true);
});
