import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LessonReview, RemarkInput } from '@tongke/signaling/protocol/lesson';
import { type Browser, type HTTPRequest, launch, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPages, servePages } from '../watch/pages-server.test-support.ts';
import type { ReplayStats } from '../watch/replay/replay-view.ts';
import { makeArchive } from '../watch/replay-archive.test-support.ts';

const archivePath = '/archive/review-test-secret/';
const folder = mkdtempSync(path.join(tmpdir(), 'tongke-review-'));
let server: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;
let page: Page;
let review: LessonReview;
let bearers: (string | undefined)[];
const troubles: string[] = [];

beforeAll(async () => {
  await Promise.all([buildPages(path.join(folder, 'pages')), makeArchive(path.join(folder, archivePath))]);
  server = await servePages(path.join(folder, 'pages'), folder);
  browser = await launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    headless: true,
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  review = {
    lessonId: 'replay-test',
    criteria: [
      { criterionId: 'goals', title: '', mean: null, scores: 0 },
      { criterionId: 'interaction', title: '', mean: 4.5, scores: 2 },
    ],
    remarks: [{ ...remark('别人写的', '李老师'), remarkId: 'other', own: false, createdAt: 1, editedAt: null }],
    reviewers: 1,
    mayEditRubric: true,
  };
  bearers = [];
  troubles.length = 0;
  page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.setRequestInterception(true);
  page.on('request', answer);
});

afterEach(async () => {
  await page.close();
  expect(troubles).toEqual([]);
});

const remark = (text: string, authorName: string): RemarkInput => ({
  ...{ fromMs: 7_000, toMs: 9_000, criterionId: 'interaction', score: 4, text, authorName },
});

/** Stands in for the server, whose own tests say what it lets through. */
function answer(request: HTTPRequest): void {
  const { pathname } = new URL(request.url());
  if (!pathname.startsWith('/api/')) return void request.continue();
  bearers.push(request.headers().authorization);
  const [, id] = /\/review\/remarks\/(.+)$/.exec(pathname) ?? [];
  const body = request.method() === 'POST' ? JSON.parse(request.postData() ?? '{}') : null;
  if (pathname.endsWith('/rubric')) {
    review.criteria = body.criteria.map((criterion: object) => ({ ...criterion, mean: null, scores: 0 }));
  } else if (body || id) {
    const remarkId = id ?? `own-${review.remarks.length}`;
    review.remarks = review.remarks.filter((one) => one.remarkId !== remarkId);
    if (body) review.remarks.push({ ...body, remarkId, own: true, createdAt: 2, editedAt: id ? 3 : null });
  }
  void request.respond({ contentType: 'application/json', body: JSON.stringify(review) });
}

async function open(language: 'zh' | 'en', token: string | null = 'operator-token'): Promise<void> {
  await page.evaluateOnNewDocument((kept) => {
    if (location.protocol === 'about:') return;
    localStorage.clear();
    if (kept) localStorage.setItem('tongke.access', kept);
  }, token);
  await page.goto(`${server.origin}/watch?lang=${language}#a=${archivePath}&at=12`);
  await page.waitForSelector('[data-testid=replay-start]');
}

const position = () =>
  page.evaluate(
    async () => (await (window as unknown as { tongke: { stats(): Promise<ReplayStats> } }).tongke.stats()).positionMs,
  );
const texts = (testId: string) => page.$$eval(`[data-testid=${testId}]`, (all) => all.map((one) => one.textContent));

test('a remark is written on a range, found on the timeline, changed and removed, and leads to its moment', async () => {
  await open('zh');
  await page.click('[data-testid=review-toggle]');
  await page.waitForSelector('[data-testid=review-panel]');
  expect(await texts('review-criterion')).toEqual(['教学目标–0', '师生互动4.52']);
  await page.click('[data-testid=review-jump]');
  expect(await position()).toBe(7_000);
  await page.waitForSelector('[data-testid=review-remark][data-current=true]');
  await page.click('[data-testid=review-add]');
  expect(await texts('review-form-span')).toEqual(['0:07']);
  // By the keyboard alone: five seconds on, and the range ends there.
  await page.focus('[data-testid=replay-timeline]');
  await page.keyboard.press('ArrowRight');
  await page.focus('[data-testid=review-form-to]');
  await page.keyboard.press('Enter');
  expect(await texts('review-form-span')).toEqual(['0:07–0:12']);
  await page.select('[data-testid=review-form-criterion]', 'goals');
  await page.focus('[data-testid=review-form-score-5]');
  await page.keyboard.press('Space');
  await page.type('[data-testid=review-form-text]', '<b>目标清楚</b>');
  await page.type('[data-testid=review-form-name]', '王老师');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=review-remark][data-own=true]');
  const own = review.remarks.find((one) => one.own);
  expect(own).toMatchObject({ fromMs: 7_000, toMs: 12_000, criterionId: 'goals', score: 5, authorName: '王老师' });
  expect((await texts('review-remark')).at(-1)).toContain('<b>目标清楚</b>');
  expect(await page.$$eval('[data-testid=review-timeline-remark]', (all) => all.length)).toBe(2);
  expect(await page.$$eval('[data-own=false] [data-testid=review-edit]', (all) => all.length)).toBe(0);

  await page.click('[data-testid=review-edit]');
  await page.type('[data-testid=review-form-text]', '！');
  await page.click('[data-testid=review-form-whole]');
  await page.click('[data-testid=review-form-keep]');
  await expect.poll(async () => (await texts('review-remark')).at(-1)).toContain('整节课');
  expect(review.remarks.find((one) => one.own)).toMatchObject({ fromMs: null, text: '！<b>目标清楚</b>' });
  await page.click('[data-testid=review-remove]');
  await expect.poll(() => review.remarks.length).toBe(1);
  expect(new Set(bearers)).toEqual(new Set(['Bearer operator-token']));
});

test('the rubric is edited: names, a new criterion, and what is not renamed stays in both languages', async () => {
  await open('en');
  await page.click('[data-testid=review-toggle]');
  await page.waitForSelector('[data-testid=review-rubric-edit]');
  await page.click('[data-testid=review-rubric-edit]');
  await page.click('[data-testid=review-rubric-add]');
  const titles = await page.$$('[data-testid=review-rubric-title]');
  await titles[2]?.type('Board work');
  await page.click('[data-testid=review-rubric-keep]');
  await expect.poll(() => review.criteria.map(({ title }) => title)).toEqual(['', '', 'Board work']);
  await expect.poll(async () => (await texts('review-criterion')).at(-1)).toBe('Board work–0');
  expect((await texts('review-criterion'))[0]).toBe('Teaching goals–0');
});

test.each(['zh', 'en'] as const)('the panel and its form are accessible (%s)', async (language) => {
  await open(language);
  await page.click('[data-testid=review-toggle]');
  await page.waitForSelector('[data-testid=review-add]');
  await page.click('[data-testid=review-add]');
  await page.select('[data-testid=review-form-criterion]', 'goals');
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
  const violations = await page.evaluate(async () => {
    type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const found = await (window as unknown as { axe: Axe }).axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
  expect(violations).toEqual([]);
});

test('on paper stand scores and remarks alone; who takes no part sees no review', async () => {
  await open('zh');
  await page.click('[data-testid=review-toggle]');
  await page.waitForSelector('[data-testid=review-panel]');
  await page.emulateMediaType('print');
  const shown = (testId: string) =>
    page.$eval(`[data-testid=${testId}]`, (one) => (one as HTMLElement).getClientRects().length > 0);
  expect(await shown('review-remark')).toBe(true);
  expect(await shown('review-rubric')).toBe(true);
  expect(await shown('replay-timeline')).toBe(false);
  expect(await shown('review-add')).toBe(false);
  await page.emulateMediaType('screen');
  bearers = [];
  await page.goto('about:blank');
  await open('zh', null);
  expect(await page.$('[data-testid=review-toggle]')).toBeNull();
  expect(bearers).toEqual([]);
});
