import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPages, servePages } from './pages-server.test-support.ts';
import { durationMs, makeArchive, story } from './replay-archive.test-support.ts';

const archivePath = '/archive/preview-test-secret/';
const folder = mkdtempSync(path.join(tmpdir(), 'tongke-preview-'));
let server: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;
let page: Page;
let asked: string[];
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
  asked = [];
  troubles.length = 0;
  page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
});

afterEach(async () => {
  await page.close();
  expect(troubles).toEqual([]);
});

const open = async () => {
  await page.goto(`${server.origin}/watch?lang=zh#a=${archivePath}`);
  await page.waitForSelector('[data-testid=replay-start]');
};

/** Moves the pointer over a moment of the timeline. */
async function point(positionMs: number): Promise<void> {
  const box = await (await page.waitForSelector('[data-testid=replay-timeline]'))?.boundingBox();
  if (!box) throw new Error('the timeline is not shown');
  await page.mouse.move(box.x + (box.width * positionMs) / durationMs, box.y + box.height / 2);
}

/** Share of the preview's width that is white: the part of a second at which its picture was taken. */
const white = () =>
  page.$eval('[data-testid=replay-preview] canvas', (canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, height >> 1, width, 1).data ?? [];
    return Array.from({ length: width }, (_, x) => pixels[x * 4] ?? 0).filter((value) => value > 120).length / width;
  });

test.each(['WebCodecs', 'a hidden video'])(
  'a moment under the pointer is seen before one goes there, by %s',
  async (means) => {
    if (means !== 'WebCodecs') await page.evaluateOnNewDocument(() => Reflect.deleteProperty(window, 'VideoDecoder'));
    await open();
    const before = performance.now();
    await point(11_000);
    await page.waitForSelector('[data-testid=replay-preview][data-shown=picture]');
    process.stdout.write(`preview by ${means}: ${(performance.now() - before).toFixed(0)} ms\n`);
    // The teacher's segments begin with a key frame 0.4 s after each full second.
    expect(await white()).toBeGreaterThan(0.36);
    expect(await white()).toBeLessThan(0.44);
    const words = await page.$eval('[data-testid=replay-preview]', (preview) => preview.textContent);
    expect(words).toBe(`0:11${story.second.schoolName} ${story.second.name} 上台`);
    await page.mouse.move(10, 10);
    await page.waitForSelector('[data-testid=replay-preview]', { hidden: true });
  },
);

test('running over the timeline fetches little, and what was seen is not fetched again', async () => {
  await open();
  const smallest = () => asked.filter((one) => one.includes('/t-camera-0/') && one.endsWith('.m4s'));
  await page.waitForFunction(() => document.querySelector('video')?.readyState === 4);
  const before = smallest().length;
  // Each step is in another segment, and the next one comes sooner than anybody looks.
  for (let positionMs = 4_900; positionMs < 18_500; positionMs += 1_000) await point(positionMs);
  await page.waitForSelector('[data-testid=replay-preview][data-shown=picture]');
  const [first, seen] = [smallest().length - before, smallest().length];
  expect(first).toBeLessThanOrEqual(4);
  await point(12_000);
  await page.waitForSelector('[data-testid=replay-preview][data-shown=picture]');
  const more = smallest().length;
  await point(18_000);
  await page.waitForSelector('[data-testid=replay-preview][data-shown=picture]');
  await point(12_000);
  await page.waitForSelector('[data-testid=replay-preview][data-shown=picture]');
  expect([more - seen <= 1, smallest().length - more <= 1]).toEqual([true, true]);
});

test('a key shows the moment too, and a screen reader hears its chapter', async () => {
  await open();
  await page.focus('[data-testid=replay-timeline]');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('[data-testid=replay-preview][data-shown=picture]');
  const said = await page.$eval('[data-testid=replay-timeline]', (bar) => bar.getAttribute('aria-valuetext'));
  expect(said).toBe(`0:10，共 0:26，${story.second.schoolName} ${story.second.name} 上台`);
  // It goes by itself.
  await page.waitForSelector('[data-testid=replay-preview]', { hidden: true, timeout: 6_000 });
  await point(3_000);
  await expect
    .poll(() => page.$eval('[data-testid=replay-preview]', (preview) => preview.textContent))
    .toBe('0:03《水》第 1 页');
});
