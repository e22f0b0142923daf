import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPages, servePages } from './pages-server.test-support.ts';
import type { ReplayStats } from './replay/replay-view.ts';
import { durationMs, makeArchive, story } from './replay-archive.test-support.ts';

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

/** The pictures on the screen, by place. */
const places = () =>
  page.$$eval('figure[data-testid^=replay-picture]', (figures) =>
    figures.map(
      (figure) => `${figure.querySelector('video')?.dataset.trackId} ${(figure as HTMLElement).dataset.place}`,
    ),
  );

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
  expect((await places()).sort()).toEqual(['one-camera stage', 't-camera main', 'two-camera stage']);
});

test('stays in step at double speed, and pictures show the moment that the timeline says', async () => {
  await page.select('[data-testid=replay-rate]', '2');
  await page.focus('[data-testid=replay-timeline]');
  await page.keyboard.press('ArrowRight');
  await page.click('[data-testid=replay-start]');
  await playsAt(7_000, ['t-camera', 't-voice', 'one-camera', 'one-voice']);
  const { skews } = await measure(1);
  expect(at(skews, 0.5)).toBeLessThanOrEqual(80);
  await page.keyboard.press('Space');
  await page.waitForFunction(
    () => document.querySelector('[data-testid=replay]')?.getAttribute('data-state') === 'paused',
  );
  // A paused picture is moved to its exact frame.
  await page.waitForFunction(
    async () => {
      const { tracks } = await (window as unknown as { tongke: { stats(): Promise<ReplayStats> } }).tongke.stats();
      return (
        tracks.length > 0 && tracks.every(({ skewMs, condition }) => condition === 'ready' && Math.abs(skewMs) <= 20)
      );
    },
    { polling: 50 },
  );
  const { positionMs } = await stats();
  for (const { shownMs } of await shownSeconds()) expect(apart(shownMs, positionMs % 1_000)).toBeLessThanOrEqual(60);
});

test('a gap is hatched and said, the rest goes on, and the picture comes back', async () => {
  await seekTo(story.gap.fromMs - 900);
  expect(await page.$$eval('[data-testid=replay-gap]', (gaps) => gaps.length)).toBe(1);
  await page.click('[data-testid=replay-start]');
  await playsAt(story.gap.fromMs + 300, ['t-camera', 't-voice', 'two-voice']);
  const inGap = await stats();
  expect(inGap.tracks.find(({ trackId }) => trackId === 'two-camera')?.condition).toBe('gap');
  expect(await page.$eval('[data-testid=replay-gap-words]', (words) => words.textContent)).toContain(story.second.name);
  await playsAt(story.gap.toMs + 300, ['two-camera']);
  const { skews } = await measure(0.6);
  expect(at(skews, 0.5)).toBeLessThanOrEqual(40);
  expect(await page.$eval('[data-testid=replay-gap-words]', (words) => words.textContent)).toBe('');
});

test('only what is on the screen, and what comes next, is held; the end is the end, and it plays again', async () => {
  await seekTo(story.screen.fromMs + 500);
  await page.click('[data-testid=replay-start]');
  await playsAt(story.screen.fromMs + 700, ['t-camera', 't-screen', 't-voice']);
  expect((await places()).sort()).toEqual(['t-camera inset', 't-screen main']);
  expect(
    await page.$$eval('video, audio', (all) => all.map((one) => (one as HTMLElement).dataset.trackId).sort()),
  ).toEqual(['t-camera', 't-screen', 't-voice']);
  await page.focus('[data-testid=replay-timeline]');
  await page.keyboard.press('End');
  await page.waitForSelector('[data-testid=replay][data-state=ended]');
  await page.click('[data-testid=replay-start]');
  await playsAt(500, ['t-camera', 't-voice']);
  expect((await stats()).positionMs).toBeLessThan(10_000);
});

test('a mark leads to its moment', async () => {
  await page.click('[data-testid=replay-marks-toggle]');
  const marks = await page.$$('[data-testid=replay-mark]');
  expect(await Promise.all(marks.map((mark) => mark.evaluate((one) => (one as HTMLElement).dataset.kind)))).toEqual([
    'opened',
    'pageShown',
    'stageCalled',
    'stageCalled',
    'stageLeft',
    'stageLeft',
    'screenStarted',
    'ended',
  ]);
  await marks[3]?.click();
  expect((await stats()).positionMs).toBe(story.second.fromMs);
  await page.waitForFunction(() => document.querySelectorAll('figure[data-place=stage]').length === 2);
});

test('a word on a page is found, and leads to where the page was shown', async () => {
  await page.click('[data-testid=replay-marks-toggle]');
  await page.type('[data-testid=replay-search]', 'steam');
  const found = () => page.$$eval('[data-testid=replay-mark]', (marks) => marks.map((mark) => mark.textContent));
  await expect.poll(found).toEqual([expect.stringContaining('STEAM')]);
  await page.click('[data-testid=replay-mark]');
  expect((await stats()).positionMs).toBe(story.page.fromMs);
  await page.type('[data-testid=replay-search]', ' dragons');
  await expect.poll(found).toEqual([]);
});

test('a viewer chooses what stands large and who is heard', async () => {
  await seekTo(10_200);
  await page.waitForFunction(() => document.querySelectorAll('figure[data-place=stage]').length === 2);
  await page.click('[data-testid=replay-view]');
  await page.click('[data-testid=replay-layout-stage]');
  await expect
    .poll(async () => (await places()).sort())
    .toEqual(['one-camera main', 't-camera inset', 'two-camera stage']);
  await page.click(`[data-testid=replay-voice-${story.second.participantId}]`);
  const muted = () =>
    page.$$eval('audio', (all) => all.filter((one) => one.muted).map((one) => (one as HTMLElement).dataset.trackId));
  expect(await muted()).toEqual(['two-voice']);
  await page.click(`[data-testid=replay-voice-${story.second.participantId}]`);
  await page.click('[data-testid=replay-layout-class]');
  expect(await muted()).toEqual([]);
  await expect.poll(async () => (await places()).sort()).toContain('t-camera main');
});

test('a link to this moment is copied', async () => {
  await browser.defaultBrowserContext().setPermission(
    server.origin,
    ...(['clipboard-read', 'clipboard-write'] as const).map((name) => ({
      permission: { name },
      state: 'granted' as const,
    })),
  );
  await seekTo(10_200);
  const { positionMs } = await stats();
  await page.click('[data-testid=replay-link]');
  await expect.poll(() => page.$eval('[data-testid=replay-link-said]', (one) => one.textContent)).not.toBe('');
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  const named = new URLSearchParams(link.hash.slice(1));
  expect(named.get('a')).toBe(archivePath.replace(/\/$/, ''));
  expect(named.get('at')).toBe(String(Math.floor(positionMs / 1_000)));
});

test('a link leads to its second, also in a page that plays already', async () => {
  const atLink = async (seconds: string) => {
    await page.evaluate((at) => {
      location.hash = `${location.hash.replace(/&at=.*/, '')}&at=${at}`;
    }, seconds);
  };
  await atLink('10.2');
  await expect.poll(async () => (await stats()).positionMs).toBe(10_200);
  await page.reload();
  await page.waitForSelector('[data-testid=replay]');
  await expect.poll(async () => (await stats()).positionMs, { timeout: 20_000 }).toBe(10_200);
  await atLink('nowhere');
  expect((await stats()).positionMs).toBe(10_200);
});

test('a file that cannot be had is a gap of its track alone, and is healed when it can', async () => {
  failing = (url) => url.includes('/one-camera-0/') && url.endsWith('.m4s');
  await seekTo(7_000);
  await page.click('[data-testid=replay-start]');
  await playsAt(7_200, ['t-camera', 't-voice', 'one-voice']);
  expect((await stats()).tracks.find(({ trackId }) => trackId === 'one-camera')?.condition).not.toBe('ready');
  failing = () => false;
  await playsAt(7_300, ['one-camera']);
});

test('an archive that is not there yet is waited for', async () => {
  failing = (url) => url.endsWith('manifest.json');
  await page.reload();
  await page.waitForSelector('[data-testid=watch-waiting]');
  failing = () => false;
  await page.waitForSelector('[data-testid=replay-start]', { timeout: 10_000 });
});

test('an address that is no archive is refused with a sentence', async () => {
  await page.goto(`${server.origin}/watch?lang=en#a=https://elsewhere.example/archive/x/`);
  await page.waitForSelector('[data-testid=watch-failed]');
});
