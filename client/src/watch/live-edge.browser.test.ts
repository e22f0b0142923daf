import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GrowingArchive, growth, makeLesson } from './growing-archive.test-support.ts';
import { delaysOf, keepSamples, stallsOf, takeSamples, untilSampled } from './page-samples.test-support.ts';
import { buildPages, servePages } from './pages-server.test-support.ts';

const archivePath = '/archive/growing-secret/';
const folder = mkdtempSync(path.join(tmpdir(), 'tongke-live-edge-'));
let server: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;
let page: Page;
let archive: GrowingArchive;
let tracks: Awaited<ReturnType<typeof makeLesson>>;

beforeAll(async () => {
  const root = path.join(folder, archivePath);
  [tracks] = await Promise.all([makeLesson(root), buildPages(path.join(folder, 'pages'))]);
  server = await servePages(path.join(folder, 'pages'), folder);
  browser = await launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    headless: true,
  });
}, 120_000);

afterAll(async () => {
  archive?.stop();
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until this moment has been captured. */
const captured = (untilMs: number) =>
  expect.poll(() => archive.captureMs, { timeout: 60_000 }).toBeGreaterThan(untilMs);
const shows = (selector: string, timeout = 30_000) => page.waitForSelector(selector, { timeout });
const live = '[data-testid=replay-live][data-live=true]';

test('a lesson is watched while it is being recorded: six seconds behind, back and forth, and nothing stalls', async () => {
  page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  archive = new GrowingArchive(path.join(folder, archivePath), tracks);
  await page.goto(`${server.origin}/watch?lang=zh#a=${archivePath}`);
  await (await shows('[data-testid=replay-start]'))?.click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid=replay]')?.getAttribute('data-state') === 'playing',
  );
  await shows(live);
  await keepSamples(page);
  // The larger layer falls asleep, the smaller one changes its size, the voice pauses.
  await captured(growth.muted.toMs + 7_000);
  const atEdge = await takeSamples(page);
  const delays = delaysOf(atEdge, archive.startedAt);
  const stalls = stallsOf(atEdge);
  const at = (share: number) => (delays[Math.floor((delays.length - 1) * share)] ?? Number.NaN) / 1_000;
  process.stdout.write(
    `live edge: ${(atEdge.length / 20).toFixed(0)} s, behind capture median ${at(0.5).toFixed(2)} s, most ${at(1).toFixed(2)} s; ` +
      `stalls: ${stalls.join(', ') || 'none'}; heights seen ${[...new Set(atEdge.map(({ height }) => height))].join(', ')}\n`,
  );
  expect(at(1)).toBeLessThanOrEqual(6);
  expect(stalls).toEqual([]);
  expect(new Set(atEdge.map(({ height }) => height))).toEqual(new Set([90, 54, 72]));

  // Half a minute back, and on from there by a little more speed.
  const box = await (await shows('[data-testid=replay-timeline]'))?.boundingBox();
  if (!box) throw new Error('no timeline');
  const positionMs = atEdge.at(-1)?.positionMs ?? Number.NaN;
  await page.mouse.click(box.x + box.width * (1 - 30_000 / positionMs), box.y + box.height / 2);
  await shows('[data-testid=replay-live][data-live=false][data-following=false]');
  expect(await page.$eval('[data-testid=replay-live-words]', (words) => words.textContent)).toMatch(
    /落后 0:(2[89]|3[012])/,
  );
  await page.click('[data-testid=replay-catch-up]');
  await shows('[data-testid=replay-live][data-following=true]');
  await untilSampled(page, { rate: 1.25, count: 100 });
  const catching = await takeSamples(page);
  expect(Math.max(...catching.map(({ rate }) => rate))).toBe(1.25);
  const [first, last] = [
    delaysOf(catching.slice(-60, -59), archive.startedAt)[0] ?? 0,
    delaysOf(catching.slice(-1), archive.startedAt)[0] ?? 0,
  ];
  expect(last).toBeLessThan(first - 500);
  await page.click('[data-testid=replay-to-live]');
  await shows(live, 5_000);

  // What has just been recorded is seen over the timeline as well.
  await page.mouse.move(box.x + box.width * 0.97, box.y + box.height / 2);
  await shows('[data-testid=replay-preview][data-shown=picture]', 5_000);
  await page.mouse.move(10, 10);

  // The viewer's own line drops for ten seconds.
  const [dropAtMs, backAtMs] = [archive.captureMs, archive.captureMs + 10_000];
  await page.setOfflineMode(true);
  await captured(backAtMs);
  await page.setOfflineMode(false);
  await takeSamples(page);
  await shows(live, 40_000);
  const after = await takeSamples(page);
  process.stdout.write(
    `line away from ${(dropAtMs / 1_000).toFixed(0)} to ${(backAtMs / 1_000).toFixed(0)} s: live again after ` +
      `${(((after.at(-1)?.at ?? 0) - archive.startedAt - backAtMs) / 1_000).toFixed(1)} s\n`,
  );
  expect(Math.max(...after.map(({ rate }) => rate))).toBeLessThanOrEqual(1.25);
  expect(
    after.filter(({ at: seenAt, state }) => seenAt > archive.startedAt + backAtMs + 4_000 && state !== 'playing'),
  ).toEqual([]);
  expect(troubles).toEqual([]);
}, 180_000);
