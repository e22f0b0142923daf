import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { GrowingArchive, makeLesson } from './growing-archive.test-support.ts';
import { startNginx } from './nginx.test-support.ts';
import { delaysOf, keepSamples, stallsOf, takeSamples, untilSampled } from './page-samples.test-support.ts';
import { buildPages } from './pages-server.test-support.ts';
import type { ReplayStats } from './replay/replay-view.ts';
import { durationMs, makeArchive } from './replay-archive.test-support.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tongke-nginx-'));
const archiveFolder = (name: string) => path.join(folder, 'archive', name);
let nginx: Awaited<ReturnType<typeof startNginx>>;
let browser: Browser;
let page: Page;
let lesson: Awaited<ReturnType<typeof makeLesson>>;
const troubles: string[] = [];

beforeAll(async () => {
  [lesson] = await Promise.all([
    makeLesson(archiveFolder('growing')),
    makeArchive(archiveFolder('whole')),
    buildPages(path.join(folder, 'pages')),
  ]);
  nginx = await startNginx(folder);
  browser = await launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    headless: true,
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await nginx?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  troubles.length = 0;
  page = await browser.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  page.on('pageerror', (error) => troubles.push(String(error)));
});

afterEach(async () => {
  await page.close();
  expect(troubles).toEqual([]);
});

/** Opens an archive by its link and starts it; how long that took, milliseconds from the link to moving pictures. */
async function open(name: string): Promise<number> {
  // A link that differs by what stands after `#` alone would not open the page anew.
  await page.goto('about:blank');
  const openedAt = performance.now();
  await page.goto(`${nginx.origin}/watch?lang=zh#a=/archive/${name}/`);
  await (await page.waitForSelector('[data-testid=replay-start]'))?.click();
  await page.waitForFunction(
    async () => {
      const { state, tracks } = await (
        window as unknown as { tongke: { stats(): Promise<ReplayStats> } }
      ).tongke.stats();
      const pictures = tracks.filter(({ width }) => width > 0);
      return state === 'playing' && pictures.length > 0 && pictures.every(({ condition }) => condition === 'ready');
    },
    { polling: 'raf' },
  );
  return performance.now() - openedAt;
}

/** Clicks at a share of the timeline; how long until it plays from there, milliseconds. */
async function seek(share: number): Promise<number> {
  const box = await (await page.waitForSelector('[data-testid=replay-timeline]'))?.boundingBox();
  if (!box) throw new Error('the timeline is not shown');
  await page.evaluate(() => {
    const here = window as unknown as { tongke: { stats(): Promise<ReplayStats> }; took: Promise<number> };
    here.took = new Promise((resolve) => {
      const begin = () => {
        const at = performance.now();
        // Pictures and sounds stand at the new place, and time goes on from it.
        const look = async () => {
          const { state, tracks } = await here.tongke.stats();
          const there = tracks.every(({ condition, skewMs }) => condition !== 'ready' || Math.abs(skewMs) < 200);
          if (state === 'playing' && there) resolve(performance.now() - at);
          else setTimeout(look, 5);
        };
        setTimeout(look, 5);
      };
      document.addEventListener('pointerup', begin, { once: true });
    });
  });
  await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
  return page.evaluate(() => (window as unknown as { took: Promise<number> }).took);
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

test('what never changes may be kept, what grows is asked for again, what is private is not there', async () => {
  const ask = (address: string, headers: Record<string, string> = {}) =>
    fetch(`${nginx.origin}${address}`, { headers });
  const cache = async (address: string) => (await ask(address)).headers.get('cache-control');
  expect(await cache('/archive/whole/t-camera-0/0.m4s')).toBe('public, max-age=31536000, immutable');
  expect(await cache('/archive/whole/t-camera-0/init.mp4')).toContain('immutable');
  for (const name of ['manifest.json', 'events.jsonl']) expect(await cache(`/archive/whole/${name}`)).toBe('no-cache');
  expect(await cache('/watch')).toBe('no-cache');
  const manifest = await ask('/archive/whole/manifest.json');
  expect(manifest.headers.get('content-type')).toContain('application/json');
  const etag = manifest.headers.get('etag') ?? '';
  expect((await ask('/archive/whole/manifest.json', { 'if-none-match': etag })).status).toBe(304);
  const part = await ask('/archive/whole/events.jsonl', { range: 'bytes=10-', 'accept-encoding': 'identity' });
  expect([part.status, part.headers.get('content-type')]).toEqual([206, 'application/x-ndjson']);
  for (const hidden of ['private/log.jsonl', 'Private/index.jsonl', '.hidden', 'none.m4s', '']) {
    const { status } = await ask(`/archive/whole/${hidden}`);
    expect([hidden, status === 404 || status === 403]).toEqual([hidden, true]);
  }
  for (const other of ['/', '/teacher', '/api/lessons', '/nginx/nginx.conf'])
    expect((await ask(other)).status).toBe(404);
});

test('a recording is opened by its link, plays and seeks with nothing of Tongke running', async () => {
  const openings: number[] = [];
  for (let count = 0; count < 3; count += 1) openings.push(await open('whole'));
  const seeks: number[] = [];
  for (const share of [0.5, 0.2, 0.8, 0.05, 0.65]) seeks.push(await seek(share));
  process.stdout.write(
    `from nginx: plays ${openings.map((ms) => ms.toFixed(0)).join(', ')} ms after the link was opened (limit 1000), ` +
      `seeks median ${median(seeks).toFixed(0)} ms, most ${Math.max(...seeks).toFixed(0)} ms (limit 500)\n`,
  );
  expect(median(openings)).toBeLessThan(4_000);
  expect(median(seeks)).toBeLessThan(2_000);
  expect(durationMs).toBeGreaterThan(20_000);
});

test('the live edge is played while nginx serves files that grow', async () => {
  const archive = new GrowingArchive(archiveFolder('growing'), lesson);
  try {
    const openedMs = await open('growing');
    await page.waitForSelector('[data-testid=replay-live][data-live=true]');
    await keepSamples(page);
    await untilSampled(page, { count: 160 });
    const samples = await takeSamples(page);
    const delays = delaysOf(samples, archive.startedAt);
    const seeks = [await seek(0.3), await seek(0.6), await seek(0.1)];
    await page.keyboard.press('l');
    await page.waitForSelector('[data-testid=replay-live][data-live=true]');
    process.stdout.write(
      `live from nginx: plays ${openedMs.toFixed(0)} ms after the link was opened, behind capture median ` +
        `${(median(delays) / 1_000).toFixed(2)} s, most ${((delays.at(-1) ?? 0) / 1_000).toFixed(2)} s; seeks ` +
        `${seeks.map((ms) => ms.toFixed(0)).join(', ')} ms\n`,
    );
    expect(stallsOf(samples)).toEqual([]);
    expect(delays.at(-1)).toBeLessThanOrEqual(6_000);
  } finally {
    archive.stop();
  }
});
