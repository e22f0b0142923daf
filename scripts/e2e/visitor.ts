import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Person, personOf } from '../demo/person.ts';
import { openSeatBrowser, type SeatBrowserOptions } from '../demo/seat-browser.ts';

/** A person in front of a page of the product, and what that person can see. */
export interface Visitor extends Person {
  /** Opens a page; small pictures, in Chinese. `path` may end in a token after `#`. */
  open(path: string, query?: string): Promise<void>;
  /** Whether a person sees the video itself, not a placeholder that covers it. */
  isUncovered(testId: string): Promise<boolean>;
  /** Keeps what the screen looks like, for people, when `TONGKE_SHOTS` names a folder. */
  shot(name: string): Promise<void>;
}

/** Opens a browser for somebody. `baseUrl`: how this person reaches the product. */
export async function openVisitor(baseUrl: string, options: SeatBrowserOptions = {}): Promise<Visitor> {
  const seat = personOf(await openSeatBrowser({ width: 1024, height: 640, language: 'zh-CN', ...options }));
  const { page } = seat;
  const find = (testId: string) => `[data-testid="${testId}"]`;
  return {
    ...seat,
    async open(where, query = '') {
      const [pathname = '/', hash = ''] = where.split('#');
      const address = new URL(`${pathname}?lang=zh&width=320&height=180&fps=15${query}#${hash}`, baseUrl);
      await page.goto(address.href);
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
