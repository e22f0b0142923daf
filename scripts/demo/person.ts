import type { ElementHandle } from 'puppeteer';
import type { SeatBrowser } from './seat-browser.ts';

/** Somebody in front of a page: what that person reads there, and does with mouse and keyboard. */
export interface Person extends SeatBrowser {
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
  /** The whole name of the first element whose name begins so, once it is there. */
  find(beginning: string, timeoutMs?: number): Promise<string>;
  /** Clicks with the mouse, as soon as the element stands still and can be clicked. */
  tap(testId: string): Promise<void>;
  /** Clicks a field and writes into it, in place of what is there. */
  write(testId: string, text: string): Promise<void>;
  /** Gives a file to a field for files. */
  give(testId: string, file: string): Promise<void>;
  /** Chooses from a list. */
  choose(testId: string, value: string): Promise<void>;
}

const timeout = 20_000;
const selectorOf = (testId: string) => `[data-testid="${testId}"]`;

/** Sits somebody down in front of a browser. */
export function personOf(seat: SeatBrowser): Person {
  const { page } = seat;
  return {
    ...seat,
    async words(testId, timeoutMs = timeout) {
      const element = await page.waitForSelector(selectorOf(testId), { timeout: timeoutMs });
      return (await element?.evaluate((found) => found.textContent)) ?? '';
    },
    async read(testId, words, timeoutMs = timeout) {
      const isThere = page.waitForFunction(
        (selector, wanted) => document.querySelector(selector)?.textContent?.includes(wanted),
        { timeout: timeoutMs, polling: 50 },
        selectorOf(testId),
        words,
      );
      await isThere.catch((error) => {
        throw new Error(`${testId} does not say "${words}"`, { cause: error });
      });
    },
    async holds(testId, attribute, value, timeoutMs = timeout) {
      await page.waitForSelector(`${selectorOf(testId)}[data-${attribute}="${value}"]`, { timeout: timeoutMs });
    },
    async gone(testId, timeoutMs = timeout) {
      await page.waitForSelector(selectorOf(testId), { hidden: true, timeout: timeoutMs });
    },
    async seeMoving(testId, timeoutMs = timeout) {
      const before = (await seat.videos())[testId]?.frames ?? 0;
      const isMoving = page.waitForFunction(
        (id, frames) => (window.tongkeProbe.videos()[id]?.frames ?? 0) > frames,
        { timeout: timeoutMs, polling: 50 },
        testId,
        before + 10,
      );
      await isMoving.catch((error) => {
        throw new Error(`${testId} does not move`, { cause: error });
      });
    },
    async find(beginning, timeoutMs = timeout) {
      const element = await page.waitForSelector(`[data-testid^="${beginning}"]`, { timeout: timeoutMs });
      return (await element?.evaluate((found) => (found as HTMLElement).dataset.testid)) ?? '';
    },
    async tap(testId) {
      await page.locator(selectorOf(testId)).setTimeout(timeout).click();
    },
    async write(testId, text) {
      await page.locator(selectorOf(testId)).setTimeout(timeout).click({ count: 3 });
      await page.keyboard.sendCharacter(text);
    },
    async give(testId, file) {
      const input = await page.waitForSelector(selectorOf(testId), { timeout });
      await (input as ElementHandle<HTMLInputElement> | null)?.uploadFile(file);
    },
    async choose(testId, value) {
      await page.waitForSelector(selectorOf(testId), { timeout });
      await page.select(selectorOf(testId), value);
    },
  };
}
