import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Crowd, openCrowd } from '../crowd/crowd.ts';
import type { ApiLesson } from '../demo/api.ts';
import { linkPath, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let teacher: Crowd | undefined;
let visitor: Visitor | undefined;

beforeEach(async () => {
  product = await openProduct();
});
afterEach(async () => {
  await visitor?.close();
  teacher?.close();
  await product?.close();
});

interface Sample {
  at: number;
  positionMs: number;
  state: string;
}
type Stats = { stats(): Promise<{ positionMs: number; state: string }> };

test('a lesson is watched while the recorder writes it, and reviewed by an inspector and the operator', async () => {
  const { operator, baseUrl } = product;
  const lesson = await makeLesson(operator, { title: '水的三态', classrooms: ['一班'] });
  const token = (link: string) => linkPath(lesson, link).split('#t=')[1] ?? '';
  teacher = await openCrowd({ baseUrl, tokens: [token('teacher')], sends: true, receives: false });
  const record = async () => (await operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lesson.lessonId}`)).lesson;
  await expect.poll(async () => (await record()).archivePath, { timeout: 20_000 }).not.toBeNull();
  visitor = await openVisitor(baseUrl);
  const { page } = visitor;
  await page.goto(`${baseUrl}/watch?lang=zh#t=${token('inspector')}`);
  await visitor.see('replay-start', 30_000);
  await visitor.click('replay-start');
  // A lesson that has just begun is waited for.
  await page.waitForSelector('[data-testid=replay][data-state=playing]', { timeout: 30_000 });
  await page.waitForSelector('[data-testid=replay-live][data-live=true]', { timeout: 30_000 });
  const manifest = (await (
    await fetch(`${baseUrl}${(await record()).archivePath}manifest.json`)
  ).json()) as ArchiveManifest;
  const samples: Sample[] = await page.evaluate(async (count) => {
    const kept: Sample[] = [];
    const { tongke } = window as unknown as { tongke: Stats };
    return await new Promise<Sample[]>((resolve) => {
      const timer = setInterval(async () => {
        const { positionMs, state } = await tongke.stats();
        kept.push({ at: Date.now(), positionMs, state });
        if (kept.length < count) return;
        clearInterval(timer);
        resolve(kept);
      }, 50);
    });
  }, 240);
  const behind = samples.map(({ at, positionMs }) => at - manifest.startedAt - positionMs).sort((a, b) => a - b);
  const stalls = samples
    .filter(({ state }) => state !== 'playing')
    .map(({ state, positionMs }) => `${state} ${positionMs}`);
  process.stdout.write(
    `live edge of a real recording: behind capture median ${((behind[120] ?? 0) / 1_000).toFixed(2)} s, ` +
      `most ${((behind.at(-1) ?? 0) / 1_000).toFixed(2)} s, stalls: ${stalls.join(', ') || 'none'}\n`,
  );
  expect(behind.at(-1)).toBeLessThanOrEqual(6_000);
  expect(stalls).toEqual([]);

  // A remark while the lesson runs, from the page, by the inspector's own seat.
  await visitor.click('review-toggle');
  await visitor.click('review-add');
  await page.type('[data-testid=review-form-text]', '导入自然。');
  await page.type('[data-testid=review-form-name]', '督导员');
  await visitor.click('review-form-keep');
  await page.waitForSelector('[data-testid=review-remark][data-own=true]');
  expect(await page.$('[data-testid=review-rubric-edit]')).toBeNull();
  const review = () =>
    operator.get<{ remarks: { text: string; authorName: string; own: boolean }[]; mayEditRubric: boolean }>(
      `/api/lessons/${lesson.lessonId}/review`,
    );
  expect(await review()).toMatchObject({
    remarks: [{ text: '导入自然。', authorName: '督导员', own: false }],
    mayEditRubric: true,
  });

  // The end comes by itself: what was live plays out, and the whole is there.
  await operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
  await page.waitForSelector('[data-testid=replay][data-state=ended]', { timeout: 30_000 });
  expect(await page.$('[data-testid=replay-live]')).toBeNull();
  expect((await fetch(`${baseUrl}${(await record()).archivePath}live.json`)).status).toBe(404);
});
