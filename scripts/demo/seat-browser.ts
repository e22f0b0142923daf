import { readFileSync, statfsSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { findProgram } from '../setup/places.mjs';
import type { Film } from './film.ts';
import type { ProbedSource, ProbedVideo } from './page-probe.ts';

/** A person's browser: one Chromium, one page, devices that play a film. */
export interface SeatBrowser {
  readonly page: Page;
  readonly browser: Browser;
  /** Errors that the page has thrown or logged. */
  readonly errors: readonly string[];
  click(testId: string): Promise<void>;
  /** Waits for an element to be on the page. */
  see(testId: string, timeoutMs?: number): Promise<void>;
  videos(): Promise<Record<string, ProbedVideo>>;
  source(): Promise<ProbedSource>;
  clicks(): Promise<{ testId: string; at: number }[]>;
  restartGaps(): Promise<void>;
  /** Waits until a video on the screen shows a film, moving. @returns when it began */
  seeFilm(testId: string, film: number, since: number, timeoutMs?: number): Promise<number>;
  close(): Promise<void>;
}

export interface SeatBrowserOptions {
  /** What camera and microphone deliver. Default: Chromium's own test picture. `none`: this machine has no devices. */
  readonly film?: Film | 'none';
  /** Cameras that this machine has. Default 1. */
  readonly cameras?: number;
  readonly width?: number;
  readonly height?: number;
  /** Physical pixels for each of the page's. Default 1; fewer spare a machine that draws several pages without a graphics chip. */
  readonly scale?: number;
  /** Default true: camera and microphone are allowed without a question. */
  readonly allowed?: boolean;
  readonly language?: string;
}

/** The Chromium that set-up has found. @throws when there is none */
export function chromiumProgram(): string {
  const found = process.env.CHROMIUM_PATH || findProgram(['chromium', 'chromium-browser', 'google-chrome']);
  if (found === undefined) throw new Error('Chromium is missing: give its path by CHROMIUM_PATH');
  return found;
}

const pollMs = 20;

/** Opens a browser and measures from its first page load on. */
export async function openSeatBrowser(options: SeatBrowserOptions = {}): Promise<SeatBrowser> {
  const { film, cameras = 1, width = 1280, height = 720, scale = 1, allowed = true, language = 'en' } = options;
  const files =
    typeof film === 'object'
      ? [`--use-file-for-fake-video-capture=${film.videoFile}`, `--use-file-for-fake-audio-capture=${film.audioFile}`]
      : [];
  const browser = await puppeteer.launch({
    executablePath: chromiumProgram(),
    headless: true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(film === 'none' ? [] : [`--use-fake-device-for-media-stream=device-count=${cameras}`, ...files]),
      ...(allowed ? ['--use-fake-ui-for-media-stream'] : []),
      '--auto-accept-this-tab-capture',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--mute-audio',
      // In a container it is 64 MB; without it pictures go between processes by way of the disk.
      ...(hasSharedMemory() ? [] : ['--disable-dev-shm-usage']),
      `--lang=${language}`,
      `--window-size=${width},${height}`,
    ],
    defaultViewport: { width, height, deviceScaleFactor: scale },
  });
  const [page = await browser.newPage()] = await browser.pages();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const settings = { beepHz: typeof film === 'object' ? film.beepHz : 1_000 };
  await page.evaluateOnNewDocument(`window.tongkeProbeSettings = ${JSON.stringify(settings)};\n${probeScript()}`);

  async function until<Value>(look: () => Promise<Value | undefined>, what: string, timeoutMs: number): Promise<Value> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() > deadline)
        throw new Error(`${what} within ${timeoutMs} ms; page errors: ${errors.join('; ')}`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  const seat: SeatBrowser = {
    page,
    browser,
    errors,
    async click(testId) {
      const element = await page.waitForSelector(`[data-testid="${testId}"]:not([disabled])`, { timeout: 15_000 });
      // In the page itself, so that a busy machine does not add the way of a simulated mouse.
      await element?.evaluate((button) => (button as HTMLElement).click());
    },
    async see(testId, timeoutMs = 15_000) {
      await page.waitForSelector(`[data-testid="${testId}"]`, { timeout: timeoutMs });
    },
    videos: () => page.evaluate(() => window.tongkeProbe.videos()),
    source: () => page.evaluate(() => window.tongkeProbe.source()),
    clicks: () => page.evaluate(() => window.tongkeProbe.clicks()),
    restartGaps: () => page.evaluate(() => window.tongkeProbe.restartGaps()),
    seeFilm: (testId, wanted, since, timeoutMs = 15_000) =>
      until(
        async () =>
          (await seat.videos())[testId]?.starts.find(({ film: shown, at }) => shown === wanted && at >= since)?.at,
        `${testId} shows film ${wanted}`,
        timeoutMs,
      ),
    close: () => browser.close(),
  };
  return seat;
}

const neededSharedMemory = 2 ** 30;

function hasSharedMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= neededSharedMemory;
  } catch {
    return false;
  }
}

let script: string | undefined;

function probeScript(): string {
  if (script === undefined) {
    const source = readFileSync(new URL('./page-probe.ts', import.meta.url), 'utf8');
    script = stripTypeScriptTypes(source).replace(/^export /gm, '');
  }
  return script;
}
