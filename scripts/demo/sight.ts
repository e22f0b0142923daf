import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'puppeteer';

/** How a sight is measured: what a picture looks like, where ink is, what a timer says, where a film is. */
export type Measure = 'picture' | 'ink' | 'seconds' | 'film';

/** Something to see on a screen: found and measured by the same means in a classroom and in the replay. */
export interface Sight {
  /** Where it is, as a CSS selector, on a classroom's screen and in the replay. */
  readonly live: string;
  readonly replay: string;
  /** What its text holds. */
  readonly words?: string;
  /** It is not there. */
  readonly isGone?: boolean;
  readonly measure?: Measure;
}

/** A sight as one page looks for it. */
export type Target = Pick<Sight, 'words' | 'isGone' | 'measure'> & { readonly selector: string };

/** What a page saw when it looked. */
export interface Look {
  /** Milliseconds since the epoch, on the page's clock. */
  readonly at: number;
  /** Where a replay is; null elsewhere. */
  readonly positionMs: number | null;
  /** What is not as it should be. */
  readonly problems: readonly string[];
  /** For each target what was measured; empty where nothing was to be. */
  readonly measured: readonly (readonly number[])[];
}

/** Time between two looks, in milliseconds. */
export const pollMs = 40;

/** A sight that is the same in both. */
export const same = (selector: string, more: Omit<Sight, 'live' | 'replay'> = {}): Sight => ({
  live: selector,
  replay: selector,
  ...more,
});

/** Looks once, at all targets in the same moment. */
export const lookAt = (page: Page, targets: readonly Target[]): Promise<Look> => page.evaluate(look, targets);

/** Looks until all targets are there; says after how many looks. @throws with what was not */
export async function lookUntil(
  page: Page,
  targets: readonly Target[],
  timeoutMs = 20_000,
): Promise<Look & { looks: number }> {
  const deadline = performance.now() + timeoutMs;
  for (let looks = 1; ; looks += 1) {
    const seen = await lookAt(page, targets);
    if (seen.problems.length === 0) return { ...seen, looks };
    if (performance.now() > deadline) throw new Error(seen.problems.join('; '));
    await delay(pollMs);
  }
}

/** How far apart two measurements are, by the yardstick of their kind, and the most that counts as the same. Pure. */
export function apart(
  measure: Measure,
  live: readonly number[],
  replay: readonly number[],
  elapsedMs = 0,
): { by: number; most: number; unit: string } {
  const pairs = live.map((value, index) => [value, replay[index] ?? Number.NaN] as const);
  switch (measure) {
    case 'picture':
      return { by: mean(pairs.map(([one, other]) => Math.abs(one - other))), most: 12, unit: 'of 255' };
    case 'ink': {
      const either = pairs.filter(([one, other]) => one > 0 || other > 0 || Number.isNaN(other));
      const differing = either.filter(([one, other]) => one !== other);
      return {
        by: either.length === 0 ? 0 : (100 * differing.length) / either.length,
        most: 25,
        unit: '% of its cells',
      };
    }
    case 'seconds':
      return { by: mean(pairs.map(([one, other]) => Math.abs(one - elapsedMs / 1_000 - other))), most: 1.2, unit: 's' };
    case 'film':
      return { by: mean(pairs.map(([one, other]) => Math.abs(one + elapsedMs - other))), most: 500, unit: 'ms' };
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Runs inside the page: it may use nothing from outside itself. */
async function look(targets: readonly Target[]): Promise<Look> {
  const columns = 32;
  const rows = 18;
  function pixels(source: CanvasImageSource, width: number, height: number): Uint8ClampedArray {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen?.drawImage(source, 0, 0, width, height);
    return pen?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  }
  function pictureOf(element: Element): number[] {
    const image = element.querySelector('img');
    if (!image || image.naturalWidth === 0) return [];
    return [...pixels(image, 8, 6)];
  }
  function inkOf(element: Element): number[] {
    if (!(element instanceof HTMLCanvasElement)) return [];
    const { width, height } = element;
    const data = pixels(element, width, height);
    const cells = Array.from({ length: columns * rows }, () => 0);
    for (let index = 3; index < data.length; index += 4) {
      if ((data[index] ?? 0) < 64) continue;
      const pixel = (index - 3) / 4;
      const column = Math.floor(((pixel % width) * columns) / width);
      const row = Math.floor((Math.floor(pixel / width) * rows) / height);
      cells[row * columns + column] = 1;
    }
    return cells;
  }
  function secondsOf(element: Element): number[] {
    const found = /(\d+):(\d\d)/.exec(element.textContent ?? '');
    return found ? [Number(found[1]) * 60 + Number(found[2])] : [];
  }
  function measureOf(element: Element, measure: Measure): number[] {
    if (measure === 'picture') return pictureOf(element);
    if (measure === 'ink') return inkOf(element);
    if (measure === 'seconds') return secondsOf(element);
    return element instanceof HTMLMediaElement && element.readyState > 0 ? [element.currentTime * 1_000] : [];
  }
  const { tongke } = window as unknown as { tongke?: { stats(): Promise<{ positionMs?: number }> } };
  const positionMs = (await tongke?.stats())?.positionMs ?? null;
  const problems: string[] = [];
  const measured = targets.map(({ selector, words, isGone, measure }) => {
    const element = document.querySelector(selector);
    if (isGone || element === null) {
      if ((element === null) !== (isGone ?? false)) problems.push(`${selector} is ${isGone ? 'still ' : 'not '}there`);
      return [];
    }
    const text = element.textContent ?? '';
    if (words !== undefined && !text.includes(words)) problems.push(`${selector} says "${text.slice(0, 80)}"`);
    const values = measure === undefined ? [] : measureOf(element, measure);
    if (measure !== undefined && values.length === 0) problems.push(`${selector} shows no ${measure} yet`);
    return values;
  });
  return { at: performance.timeOrigin + performance.now(), positionMs, problems, measured };
}
