import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeExport } from '@tongke/recorder/archive-tool';
import { type Browser, launch } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFilmSample } from '../../recorder/src/publish/film-sample.test-support.ts';

let root: string;
let browser: Browser;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'tongke-export-e2e-'));
  await makeExport(await makeFilmSample(root), { out: path.join(root, 'out'), withArchive: false, language: 'zh' });
  browser = await launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--lang=zh-CN'],
    headless: true,
  });
});
afterAll(async () => {
  await browser?.close();
  await rm(root, { recursive: true, force: true });
});

test('an export plays from a folder, opened by a double click, and asks for nothing else', async () => {
  const page = await browser.newPage();
  const troubles: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(path.join(root, 'out/index.html')).href);
  expect(await page.title()).toBe('光的折射');
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) === 1_280);
  const chapters = () => page.$$eval('li:not([hidden]) button', (all) => all.map((each) => each.textContent ?? ''));
  expect((await chapters()).join('\n')).toMatch(/山里小学 三年级/);
  await page.type('#search', '三年级');
  const found = await chapters();
  expect(found).toHaveLength(1);
  // A click goes to the stage call, 4 s behind the film's beginning, and it plays on from there.
  await page.click('li:not([hidden]) button');
  await page.waitForFunction(() => {
    const video = document.querySelector('video');
    return video !== null && !video.paused && video.currentTime > 4.5 && video.currentTime < 8;
  });
  expect(await page.$eval('li:not([hidden]) button', (button) => button.ariaCurrent)).toBe('true');
  expect(troubles).toEqual([]);
  expect(asked.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
  await page.close();
});
