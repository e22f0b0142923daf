import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareArchive, exactness } from '../bench/archive/compare.ts';
import { openSendingLesson, type SendingLesson } from '../bench/archive/sending-lesson.ts';
import { type Recorders, recordersOf } from '../bench/archive/two-recorders.ts';
import { sealedArchive } from '../bench/lesson/seats.ts';
import { openArchive } from '../demo/archive.ts';
import { openProduct, type Product } from '../demo/product.ts';

let product: Product;
let lesson: SendingLesson;
let recorders: Recorders;

beforeAll(async () => {
  product = await openProduct({ twins: true });
  lesson = await openSendingLesson(product, 'Twins', 1);
  recorders = recordersOf(product, lesson, 'twin');
  await recorders.back('twin');
});
afterAll(async () => {
  lesson?.close();
  await product?.close();
});

/** Resolves when the teacher has sent so much more sound. */
async function sends(frames: number): Promise<void> {
  const sound = lesson.sent.find(({ source }) => source === 'microphone')?.frames ?? [];
  const until = sound.length + frames;
  await expect.poll(() => sound.length, { timeout: 20_000 }).toBeGreaterThan(until);
}

test('of twins the one that has the lesson is killed, then the other: nothing of what was sent is missing afterwards', async () => {
  const first = recorders.first();
  await sends(100);
  await recorders.kill(first);
  await recorders.back(first);
  expect(recorders.first()).not.toBe(first);
  await sends(100);
  await recorders.kill(recorders.first());
  await recorders.back(first === 'recorder' ? 'twin' : 'recorder');
  await sends(50);
  await lesson.end();
  await recorders.united();
  const archive = await openArchive(product.dataDir, await sealedArchive(product, lesson.lessonId));
  const tracks = await compareArchive(archive, lesson.sent);
  expect(tracks.map(({ lost, declared, altered, wrong }) => ({ lost, declared, altered, wrong }))).toEqual(
    tracks.map(() => ({ lost: 0, declared: 0, altered: 0, wrong: [] })),
  );
  expect(exactness(tracks)).toEqual({ precision: 1, recall: 1 });
  expect(archive.manifest.certificate?.healed?.layers?.map(({ how }) => how)).toContain('recorder');
  expect(archive.manifest.certificate?.gaps).toEqual({});
  expect((await archive.verify()).faults).toEqual([]);
}, 60_000);
