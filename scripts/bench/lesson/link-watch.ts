import type { Seated } from './seats.ts';

/** A change of a page's line to the server. Milliseconds since the epoch. */
interface LinkChange {
  readonly state: string;
  readonly at: number;
}

declare global {
  interface Window {
    tongkeBenchLink: LinkChange[];
  }
}

const lookEveryMs = 50;

/** Notes in the page itself, from now on, when its line goes down and up. */
export async function watchLink({ browser }: Seated): Promise<void> {
  await browser.page.evaluate(async (everyMs) => {
    window.tongkeBenchLink = [];
    const look = async () => {
      const stats = (await window.tongke?.stats()) as { link: { state: string } } | undefined;
      const state = stats?.link.state ?? 'gone';
      if (window.tongkeBenchLink.at(-1)?.state !== state) {
        window.tongkeBenchLink.push({ state, at: performance.timeOrigin + performance.now() });
      }
    };
    // The first look takes its time.
    await look();
    const again = () => look().finally(() => setTimeout(again, everyMs));
    again();
  }, lookEveryMs);
}

/** Waits until the page's line has gone down and is up again. @returns when it was */
export async function lineUpAgain({ browser }: Seated): Promise<number> {
  const found = await browser.page.waitForFunction(
    () => {
      const changes = window.tongkeBenchLink;
      return changes.length > 1 && changes.at(-1)?.state === 'up' ? changes.at(-1)?.at : undefined;
    },
    { timeout: 20_000, polling: 100 },
  );
  return (await found.jsonValue()) ?? Number.NaN;
}
