import type { Page } from 'puppeteer';
import type { ReplayStats } from './replay/replay-view.ts';

/** How a replay in a page stood at one moment. */
export interface Sample extends Pick<ReplayStats, 'state' | 'positionMs' | 'rate'> {
  /** Of the page's clock, milliseconds since the epoch. */
  at: number;
  /** Of the teacher's picture as decoded; 0 while there is none. */
  height: number;
}

type Sampling = { tongke: { stats(): Promise<ReplayStats> }; samples: Sample[] };

/** Notes every 50 ms in the page how its replay stands, until {@link takeSamples} fetches it. */
export const keepSamples = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const here = window as unknown as Sampling;
    here.samples = [];
    setInterval(async () => {
      const { state, positionMs, rate, tracks } = await here.tongke.stats();
      const height = tracks.find(({ source }) => source === 'camera')?.height ?? 0;
      here.samples.push({ state, positionMs, rate, at: Date.now(), height });
    }, 50);
  });

/** What was noted since the last time. */
export const takeSamples = (page: Page): Promise<Sample[]> =>
  page.evaluate(() => (window as unknown as Sampling).samples.splice(0));

/** Waits until something of this speed is noted, or so much. */
export const untilSampled = (page: Page, wanted: { rate?: number; count?: number }): Promise<unknown> =>
  page.waitForFunction(
    ({ rate, count }) => {
      const { samples } = window as unknown as Sampling;
      return (rate === undefined || samples.some((one) => one.rate === rate)) && samples.length >= (count ?? 0);
    },
    {},
    wanted,
  );

/** How far behind the capture of a lesson the samples are, milliseconds, least first. `startedAt`: of its timeline's zero. */
export const delaysOf = (samples: readonly Sample[], startedAt: number): number[] =>
  samples.map(({ at, positionMs }) => at - startedAt - positionMs).sort((a, b) => a - b);

/** Where the samples stood still. */
export const stallsOf = (samples: readonly Sample[]): string[] =>
  samples
    .filter(({ state }) => state !== 'playing')
    .map(({ state, positionMs }) => `${state} at ${positionMs.toFixed(0)}`);
