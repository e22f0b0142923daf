import puppeteer, { type Browser, type CDPSession } from 'puppeteer';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import { openProduct } from '../../demo/product.ts';
import { chromiumProgram } from '../../demo/seat-browser.ts';
import { type Figure, figure, medianFigure } from '../figures.ts';

/** A village school's line and PC. */
const line = { bitsPerSecond: 1_000_000, roundTripMs: 100, slowdown: 4 } as const;
const limitMs = 3_000;
const limitScriptBytes = 130_000;

/** One load of the classroom's page by a browser that has never seen it. */
interface Load {
  /** From the navigation until the join button can be pressed. */
  readonly interactiveMs: number;
  /** Bytes of script over the line until then, as sent (gzipped). */
  readonly scriptBytes: number;
  /** Bytes of script until the first paint. */
  readonly paintScriptBytes: number;
}

/**
 * How soon a receiving classroom's page can be used: cold, at 1 Mb/s, 100 ms of round trip and a processor slowed down
 * four times; and how much script it takes before joining.
 */
export async function measurePageLoad(rounds: number, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct({ processes: ['signaling'], environment: { SFU_URL: 'http://127.0.0.1:1' } });
  const browser = await puppeteer.launch({
    executablePath: chromiumProgram(),
    headless: true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--disable-gpu',
      '--disable-background-networking',
    ],
  });
  try {
    // Each load sits down in a room of its own: another device on a seat in use would have to wait for it.
    const classrooms = Array.from({ length: rounds }, (_, index) => `Class ${index + 1}`);
    const lesson = await makeLesson(product.operator, { title: 'Light', classrooms });
    const loads: Load[] = [];
    for (const [round, classroomId] of lesson.classroomIds.entries()) {
      const load = await loadOnce(browser, `${product.baseUrl}${linkPath(lesson, classroomId)}`);
      loads.push(load);
      say(
        `load ${round + 1}: ${Math.round(load.interactiveMs)} ms, ${Math.round(load.scriptBytes / 1_000)} kB of script`,
      );
    }
    const most = Math.max(...loads.map(({ scriptBytes }) => scriptBytes));
    return [
      medianFigure(
        'classroomInteractive',
        loads.map(({ interactiveMs }) => interactiveMs),
        { limit: limitMs, checks: { ...line, cold: true } },
      ),
      figure('classroomScriptBeforeJoining', most / 1_000, {
        unit: 'kB gzipped',
        limit: limitScriptBytes / 1_000,
        checks: {
          atFirstPaintKb: Math.round(Math.max(...loads.map(({ paintScriptBytes }) => paintScriptBytes)) / 1_000),
        },
      }),
    ];
  } finally {
    await browser.close();
    await product.close();
  }
}

async function loadOnce(browser: Browser, address: string): Promise<Load> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    await slowDown(session);
    await page.evaluateOnNewDocument(() => {
      const look = () => {
        const button = document.querySelector<HTMLButtonElement>('[data-testid="join"]');
        if (button && !button.disabled) performance.mark('bench:interactive');
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 60_000 });
    await page.waitForFunction(() => performance.getEntriesByName('bench:interactive').length > 0, { timeout: 60_000 });
    return await page.evaluate(() => {
      const interactiveMs = performance.getEntriesByName('bench:interactive')[0]?.startTime ?? Number.NaN;
      const paintMs = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
      const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) =>
        new URL(name).pathname.endsWith('.js'),
      );
      const bytesUntil = (atMs: number) =>
        scripts
          .filter(({ responseEnd }) => responseEnd <= atMs)
          .reduce((sum, { transferSize }) => sum + transferSize, 0);
      return { interactiveMs, scriptBytes: bytesUntil(interactiveMs), paintScriptBytes: bytesUntil(paintMs) };
    });
  } finally {
    await context.close();
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.roundTripMs,
    downloadThroughput: line.bitsPerSecond / 8,
    uploadThroughput: line.bitsPerSecond / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: line.slowdown });
}
