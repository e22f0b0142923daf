import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildPages } from '../watch/pages-server.test-support.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tongke-desk-'));
const signalingMain = path.resolve(import.meta.dirname, '../../../signaling/src/main.ts');
let server: ChildProcess;
let browser: Browser;
let origin = '';
let token = '';
const troubles: string[] = [];

beforeAll(async () => {
  const pages = path.join(folder, 'pages');
  await buildPages(pages);
  const keyFile = path.join(folder, 'shared-key');
  writeFileSync(keyFile, '0'.repeat(64));
  server = fork(signalingMain, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      LOG_LEVEL: 'error',
      TONGKE_DATA_DIR: folder,
      TONGKE_SHARED_KEY_FILE: keyFile,
      // Lessons are made, opened and entered without media.
      SFU_URL: 'http://127.0.0.1:1',
      CLIENT_DIST: pages,
    },
  });
  const [ready] = await once(server, 'message');
  origin = `http://localhost:${ready.httpPort}`;
  token = readFileSync(path.join(folder, 'operator-token'), 'utf8').trim();
  browser = await launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    headless: true,
  });
});

afterAll(async () => {
  await browser?.close();
  if (server && server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

afterEach(() => expect(troubles.splice(0)).toEqual([]));

/** A page of its own person: nothing is shared with the others. */
async function open(address: string): Promise<Page> {
  const page = await (await browser.createBrowserContext()).newPage();
  await page.setViewport({ width: 1366, height: 768 });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${origin}${address}`);
  return page;
}

const click = async (page: Page, testId: string) => {
  await page.bringToFront();
  await page.locator(`[data-testid="${testId}"]`).click();
};
const fill = (page: Page, testId: string, text: string) => page.locator(`[data-testid="${testId}"]`).fill(text);
const count = (page: Page, testId: string) => page.$$eval(`[data-testid="${testId}"]`, (found) => found.length);
const shown = (page: Page, testId: string) => page.waitForSelector(`[data-testid="${testId}"]`, { timeout: 15_000 });

test('from an empty server to a classroom PC that enters its lesson by itself', async () => {
  const desk = await open(`/lessons?lang=zh#t=${token}`);
  await shown(desk, 'lessons-empty');
  expect(desk.url(), 'the token leaves the address bar').not.toContain(token);

  await click(desk, 'tab-places');
  await fill(desk, 'school-add-name', '云岭小学');
  await click(desk, 'school-add-save');
  await click(desk, 'classroom-add-open');
  for (const name of ['三年级一班', '三年级二班']) {
    const before = await count(desk, 'school-classroom');
    await fill(desk, 'classroom-add-name', name);
    await click(desk, 'classroom-add-save');
    await desk.waitForFunction(
      (most) => document.querySelectorAll('[data-testid="school-classroom"]').length > most,
      {},
      before,
    );
  }

  const pc = await open('/pair?lang=zh');
  await pc.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid="pair-code"]')?.dataset.code);
  const code = await pc.$eval('[data-testid="pair-code"]', (element) => (element as HTMLElement).dataset.code ?? '');
  expect(code).toMatch(/^\d{6}$/);

  await click(desk, 'device-pair-open');
  const classroomId = await desk.$eval(
    '[data-testid="pair-classroom"] optgroup option',
    (option) => (option as HTMLOptionElement).value,
  );
  await desk.select('[data-testid="pair-classroom"]', classroomId);
  await fill(desk, 'pair-code', code === '000000' ? '111111' : '000000');
  await click(desk, 'pair-save');
  await desk.waitForSelector('[data-testid="pair-code"][aria-invalid="true"]');
  await fill(desk, 'pair-code', code);
  await click(desk, 'pair-save');
  await shown(desk, 'device');
  await pc.bringToFront();
  await shown(pc, 'pair-no-lessons');

  await click(desk, 'tab-lessons');
  await click(desk, 'lesson-create');
  await click(desk, 'create-save');
  expect(await desk.$$eval('[data-testid="create-dialog"] [role="alert"]', (alerts) => alerts.length)).toBe(3);
  await fill(desk, 'create-title', '水的三种状态');
  await fill(desk, 'create-subject', '科学');
  await fill(desk, 'create-teacher', '林老师');
  await fill(desk, 'picker-search', '三年级一班');
  await click(desk, 'picker-classroom');
  await click(desk, 'create-save');
  await shown(desk, 'lesson-card');
  await click(desk, 'lesson-open');
  await shown(desk, 'lesson-end');

  await pc.bringToFront();
  await shown(pc, 'pair-countdown');
  await pc.waitForFunction(() => location.pathname === '/classroom', { timeout: 15_000 });
  expect(await pc.evaluate(() => location.hash)).toMatch(/^#s=[a-z0-9]+\.c-/);
});

test('links are listed, drawn and made void; the focus comes back to what opened a dialog', async () => {
  const desk = await open(`/lessons?lang=en#t=${token}`);
  await click(desk, 'lesson-links');
  await shown(desk, 'link-row');
  expect(
    await desk.$$eval('[data-testid="link-row"]', (rows) => rows.map((row) => (row as HTMLElement).dataset.link)),
  ).toEqual(['teacher', 'assistant', 'inspector', 'audience', expect.stringMatching(/^classroom:/)]);
  await click(desk, 'link-qr');
  await shown(desk, 'qr-image');
  await desk.keyboard.press('Escape');
  await desk.waitForFunction(() => (document.activeElement as HTMLElement | null)?.dataset.testid === 'link-qr');
  const pathOf = () => desk.$eval('[data-link="audience"]', (row) => (row as HTMLElement).dataset.path ?? '');
  const old = await pathOf();
  await desk.locator('[data-link="audience"] [data-testid="link-revoke"]').click();
  await click(desk, 'link-revoke-confirm');
  await desk.waitForFunction(
    (path) => document.querySelector<HTMLElement>('[data-link="audience"]')?.dataset.path !== path,
    {},
    old,
  );
  expect(await pathOf()).toMatch(/^\/watch#t=/);
  const viewer = await open(old.replace('#', '?lang=en#'));
  await shown(viewer, 'watch-refused');
});

test('a PC that is unpaired says so and shows a new code; a void token asks for a link', async () => {
  const desk = await open(`/lessons?lang=zh#t=${token}`);
  await click(desk, 'tab-places');
  await click(desk, 'device-pair-open');
  const pc = await open('/pair?lang=zh&autojoin=0');
  await pc.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid="pair-code"]')?.dataset.code);
  const code = await pc.$eval('[data-testid="pair-code"]', (element) => (element as HTMLElement).dataset.code ?? '');
  const rooms = await desk.$$eval('[data-testid="pair-classroom"] optgroup option', (all) =>
    all.map((one) => (one as HTMLOptionElement).value),
  );
  await desk.bringToFront();
  await desk.select('[data-testid="pair-classroom"]', rooms[1] ?? '');
  await fill(desk, 'pair-code', code);
  await click(desk, 'pair-save');
  await pc.bringToFront();
  await shown(pc, 'pair-paired');
  await desk.bringToFront();
  const devices = await desk.waitForFunction(() => {
    const found = [...document.querySelectorAll('[data-testid="device"]')];
    return found.length === 2 ? found.findIndex((one) => one.textContent?.includes('三年级二班')) : false;
  });
  const revoke = (await desk.$$('[data-testid="device-revoke"]'))[(await devices.jsonValue()) || 0];
  await revoke?.click();
  await click(desk, 'device-revoke-confirm');
  await pc.bringToFront();
  await shown(pc, 'pair-unpaired');

  const stranger = await open('/lessons?lang=zh#t=not-a-token');
  await shown(stranger, 'lessons-notice');
});
