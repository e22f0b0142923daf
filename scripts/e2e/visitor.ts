import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openSeatBrowser, type SeatBrowser, type SeatBrowserOptions } from '../demo/seat-browser.ts';

/** A person in front of a page of the product, and what that person can see. */
export interface Visitor extends SeatBrowser {
  /** Opens a page; small pictures, in Chinese. `path` may end in a token after `#`. */
  open(path: string, query?: string): Promise<void>;
  /** The words of an element, once it is there. */
  words(testId: string, timeoutMs?: number): Promise<string>;
  /** Waits until an element's words hold these. */
  read(testId: string, words: string, timeoutMs?: number): Promise<void>;
  /** Waits until an element has this `data-` attribute. */
  holds(testId: string, attribute: string, value: string, timeoutMs?: number): Promise<void>;
  /** Waits until an element has gone. */
  gone(testId: string, timeoutMs?: number): Promise<void>;
  /** Waits until ten more frames of a video were shown. */
  seeMoving(testId: string, timeoutMs?: number): Promise<void>;
  /** Whether a person sees the video itself, not a placeholder that covers it. */
  isUncovered(testId: string): Promise<boolean>;
  /** Keeps what the screen looks like, for people, when `TONGKE_SHOTS` names a folder. */
  shot(name: string): Promise<void>;
}

const timeout = 20_000;

/** Opens a browser for somebody. `baseUrl`: how this person reaches the product. */
export async function openVisitor(baseUrl: string, options: SeatBrowserOptions = {}): Promise<Visitor> {
  const seat = await openSeatBrowser({ width: 1024, height: 640, language: 'zh-CN', ...options });
  const { page } = seat;
  const find = (testId: string) => `[data-testid="${testId}"]`;
  return {
    ...seat,
    async open(where, query = '') {
      const [pathname = '/', hash = ''] = where.split('#');
      const address = new URL(`${pathname}?lang=zh&width=320&height=180&fps=15${query}#${hash}`, baseUrl);
      await page.goto(address.href);
    },
    async words(testId, timeoutMs = timeout) {
      const element = await page.waitForSelector(find(testId), { timeout: timeoutMs });
      return (await element?.evaluate((found) => found.textContent)) ?? '';
    },
    async read(testId, words, timeoutMs = timeout) {
      await page.waitForFunction(
        (selector, wanted) => document.querySelector(selector)?.textContent?.includes(wanted),
        { timeout: timeoutMs, polling: 50 },
        find(testId),
        words,
      );
    },
    async holds(testId, attribute, value, timeoutMs = timeout) {
      await page.waitForSelector(`${find(testId)}[data-${attribute}="${value}"]`, { timeout: timeoutMs });
    },
    async gone(testId, timeoutMs = timeout) {
      await page.waitForSelector(find(testId), { hidden: true, timeout: timeoutMs });
    },
    async seeMoving(testId, timeoutMs = timeout) {
      const before = (await seat.videos())[testId]?.frames ?? 0;
      await page.waitForFunction(
        (id, frames) => (window.tongkeProbe.videos()[id]?.frames ?? 0) > frames,
        { timeout: timeoutMs, polling: 50 },
        testId,
        before + 10,
      );
    },
    isUncovered: (testId) =>
      page.$eval(find(testId), (video) => {
        const { left, top, width, height } = video.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === video;
      }),
    async shot(name) {
      const folder = process.env.TONGKE_SHOTS;
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
  };
}
