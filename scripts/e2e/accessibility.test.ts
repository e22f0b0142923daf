import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { launch } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { chromiumProgram } from '../demo/seat-browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let product: Product;
let browser: Browser;
let lesson: MadeLesson;
let token = '';

interface Finding {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

beforeAll(async () => {
  product = await openProduct();
  token = readFileSync(path.join(product.dataDir, 'operator-token'), 'utf8').trim();
  browser = await launch({
    executablePath: chromiumProgram(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--mute-audio',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--no-first-run',
      '--disable-background-networking',
    ],
    defaultViewport: { width: 1366, height: 768 },
  });
});

afterAll(async () => {
  await browser?.close();
  await product?.close();
});

async function open(address: string, language: string): Promise<Page> {
  const page = await (await browser.createBrowserContext()).newPage();
  // Colours are measured where they have come to rest.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  const [place, hash] = address.split('#');
  const seat = hash === undefined ? '' : `#${hash}`;
  await page.goto(`${product.baseUrl}${place}?lang=${language}&width=320&height=180&fps=5${seat}`);
  return page;
}

const see = (page: Page, testId: string) => page.waitForSelector(`[data-testid="${testId}"]`, { timeout: 20_000 });

async function press(page: Page, testId: string): Promise<void> {
  await see(page, testId);
  await page.$eval(`[data-testid="${testId}"]:not([disabled])`, (button) => (button as HTMLElement).click());
}

/** What would keep people out: of serious or critical impact. */
async function findings(page: Page): Promise<string[]> {
  await page.bringToFront();
  await page.evaluate(axe);
  const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
    violations: Finding[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
    );
}

/** Opens each tab of a row by the keyboard's focus, and looks at what it shows. */
async function eachTab(page: Page, prefix: string, looks: (page: Page, what: string) => Promise<void>): Promise<void> {
  await page.bringToFront();
  const tabs = `[role="tab"][data-testid^="${prefix}"]`;
  await page.waitForSelector(tabs);
  const names = await page.$$eval(tabs, (found) => found.map((tab) => tab.getAttribute('data-testid') ?? ''));
  for (const name of names) {
    await page.focus(`[data-testid="${name}"]`);
    await page.waitForSelector(`[data-testid="${name}"][aria-selected="true"]`);
    await looks(page, name);
  }
}

test.each(['zh', 'en'])(
  'every page can be used by everybody: %s',
  async (language) => {
    // A lesson for each language: nobody waits for a seat that the other's pages have just left.
    lesson = await makeLesson(product.operator, { title: `Water ${language}`, classrooms: ['Class 1', 'Class 2'] });
    const pages: Page[] = [];
    const visit = async (address: string, testId: string) => {
      const page = await open(address, language);
      pages.push(page);
      await see(page, testId);
      return page;
    };
    const looks = async (page: Page, what: string) => expect.soft(await findings(page), what).toEqual([]);

    await looks(await visit('/', 'home'), 'start page');
    await looks(await visit('/pair', 'pair-code'), 'pairing');
    const desk = await visit(`/lessons#t=${token}`, 'lesson-card');
    expect(await desk.evaluate(() => document.documentElement.lang)).toMatch(new RegExp(`^${language}`));
    await looks(desk, 'lessons');
    await desk.focus('[data-testid="lesson-create"]');
    await desk.keyboard.press('Enter');
    await see(desk, 'create-dialog');
    await looks(desk, 'making a lesson');
    const focused = () => desk.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    expect.soft(await focused(), 'the first question has the focus').toBe('create-title');
    await desk.keyboard.press('Escape');
    await desk.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'lesson-create');

    const room = await visit(linkPath(lesson, lesson.classroomIds[0] ?? ''), 'device-check');
    await looks(room, 'device check');
    await press(room, 'join');
    const teacher = await visit(linkPath(lesson, 'teacher'), 'join');
    await press(teacher, 'join');
    await see(teacher, 'teacher-console');
    await press(room, 'raise-hand');
    const seat = `c-${lesson.classroomIds[0]}`;
    await see(teacher, `hand-${seat}`);
    await looks(teacher, 'console with a hand');
    await eachTab(teacher, 'tool-', looks);
    await press(room, 'aide-open');
    await eachTab(room, 'aide-tab-', looks);
    await room.keyboard.press('Escape');
    await room.waitForSelector('[data-testid="aide-panel"]', { hidden: true });
    await looks(room, 'classroom with its hand up');
    await press(teacher, `call-${seat}`);
    await see(room, 'on-stage');
    await looks(teacher, 'console with a classroom on stage');
    await looks(room, 'classroom on stage');
    for (const [page, what] of [
      [teacher, 'console'],
      [room, 'classroom'],
    ] as const) {
      await press(page, 'room-light');
      await looks(page, `${what} in a bright room`);
      await press(page, 'room-light');
    }
    await press(teacher, 'end-lesson');
    await see(teacher, 'confirm-end-lesson');
    await looks(teacher, 'asked before the end');
    for (const role of ['assistant', 'inspector']) {
      const staff = await visit(linkPath(lesson, role), 'join-gate');
      await press(staff, 'join');
      await see(staff, 'teacher-console');
      await looks(staff, `console of the ${role}`);
    }
    const watch = await visit(linkPath(lesson, 'audience'), 'join');
    await looks(watch, 'before watching');
    await press(watch, 'join');
    await see(watch, 'live');
    await looks(watch, 'watching live');
    await Promise.all(pages.map((page) => page.browserContext().close()));
  },
  400_000,
);
