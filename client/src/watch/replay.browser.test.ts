import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPages, servePages } from './pages-server.test-support.ts';
import type { ReplayStats } from './replay/replay-view.ts';
import { durationMs, makeArchive } from './replay-archive.test-support.ts';

const archivePath = '/archive/replay-test-secret/';
const folder = mkdtempSync(path.join(tmpdir(), 'tongke-replay-'));
let server: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;
let page: Page;
let failing = (_url: string) => false;
const troubles: string[] = [];

beforeAll(async () => {
  await Promise.all([buildPages(path.join(folder, 'pages')), makeArchive(path.join(folder, archivePath))]);
  server = await servePages(path.join(folder, 'pages'), folder, (url) => failing(url));
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
  failing = () => false;
  troubles.length = 0;
  page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${server.origin}/watch?lang=zh#a=${archivePath}`);
  await page.waitForSelector('[data-testid=replay-start]');
});

afterEach(async () => {
  await page.close();
  expect(troubles).toEqual([]);
});

const stats = () =>
  page.evaluate(() => (window as unknown as { tongke: { stats(): Promise<ReplayStats> } }).tongke.stats());

/** Waits until the replay plays beyond a position with all of these tracks running. */
async function playsAt(positionMs: number, sources: readonly string[]): Promise<void> {
  await page.waitForFunction(
    async (fromMs, wanted) => {
      const now = await (window as unknown as { tongke: { stats(): Promise<ReplayStats> } }).tongke.stats();
      const running = now.tracks.filter(({ condition }) => condition === 'ready').map(({ trackId }) => trackId);
      return now.state === 'playing' && now.positionMs >= fromMs && wanted.every((track) => running.includes(track));
    },
    { timeout: 20_000, polling: 50 },
    positionMs,
    sources,
  );
}

const seekTo = async (positionMs: number) => {
  const bar = await page.waitForSelector('[data-testid=replay-timeline]');
  const box = await bar?.boundingBox();
  if (!box) throw new Error('the timeline is not shown');
  await page.mouse.click(box.x + (box.width * positionMs) / durationMs, box.y + box.height / 2);
};

/** What two pictures show at one moment, in milliseconds of the lesson's second, and what a screen's refresh allows. */
const shownSeconds = () =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true });
    return [...document.querySelectorAll<HTMLVideoElement>('video[data-testid=replay-video]')].map((video) => {
      canvas.width = video.videoWidth;
      canvas.height = 1;
      context?.drawImage(video, 0, -(video.videoHeight / 2));
      const pixels = context?.getImageData(0, 0, canvas.width, 1).data ?? [];
      let white = 0;
      for (let x = 0; x < canvas.width; x += 1) if ((pixels[x * 4] ?? 0) > 120) white += 1;
      return { trackId: video.dataset.trackId, shownMs: (white / canvas.width) * 1_000 };
    });
  });

const apart = (leftMs: number, rightMs: number) => {
  const off = Math.abs(leftMs - rightMs) % 1_000;
  return Math.min(off, 1_000 - off);
};

async function measure(seconds: number): Promise<{ skews: number[]; pictures: number[] }> {
  const skews: number[] = [];
  const pictures: number[] = [];
  const until = Date.now() + seconds * 1_000;
  while (Date.now() < until) {
    const { tracks, state } = await stats();
    const ready = tracks.filter(({ condition }) => condition === 'ready').map(({ skewMs }) => skewMs);
    if (state === 'playing') skews.push(Math.max(...ready) - Math.min(...ready));
    const [first, ...others] = await shownSeconds();
    for (const other of others) pictures.push(apart(first?.shownMs ?? 0, other.shownMs));
  }
  return { skews: skews.sort((a, b) => a - b), pictures: pictures.sort((a, b) => a - b) };
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;

test('teacher and stage play in step, by their clocks and by their pictures', async () => {
  await seekTo(10_200);
  await page.click('[data-testid=replay-start]');
  await playsAt(10_300, ['t-camera', 't-voice', 'one-camera', 'one-voice', 'two-camera', 'two-voice']);
  const { skews, pictures } = await measure(1.6);
  expect(skews.length).toBeGreaterThan(8);
  expect(at(skews, 0.5)).toBeLessThanOrEqual(40);
  // A frame lasts 20 ms in these films: two pictures that are in step may show neighbours.
  expect(at(pictures, 0.5)).toBeLessThanOrEqual(40);
  process.stdout.write(
    `in step: clocks median ${at(skews, 0.5).toFixed(1)} ms, 95 % ${at(skews, 0.95).toFixed(1)} ms; ` +
      `pictures median ${at(pictures, 0.5).toFixed(1)} ms, 95 % ${at(pictures, 0.95).toFixed(1)} ms\n`,
  );
});
