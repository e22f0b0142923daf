import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import type { Finding } from './finding.ts';
import { linkPath, type MadeLesson } from './lesson.ts';
import type { Moment } from './moment.ts';
import type { Product } from './product.ts';
import { openSeatBrowser, type SeatBrowser } from './seat-browser.ts';
import { apart, type Look, lookUntil, type Sight } from './sight.ts';

const watchMs = 15_000;
/** A film is also compared while it plays: from so much before the moment, and so much before it. */
const playFromMs = 2_500;
const playUntilMs = 700;

/** Opens the sealed lesson's replay, goes to each moment, and holds what it shows against what a classroom saw. */
export async function checkReplay(
  product: Product,
  lesson: MadeLesson,
  manifest: ArchiveManifest,
  moments: readonly Moment[],
): Promise<Finding[]> {
  // Wide, so that the timeline is exact to a few hundredths of a second.
  const browser = await openSeatBrowser({ width: 1920, height: 1080, scale: 0.5 });
  try {
    await browser.page.goto(`${product.baseUrl}${linkPath(lesson, 'audience')}`);
    await browser.see('replay-start');
    const findings: Finding[] = [];
    for (const moment of moments) findings.push(await checkMoment(browser, manifest, moment));
    const errors = browser.errors.join('; ');
    return [...findings, { name: 'replay page errors', ok: errors === '', detail: errors || 'none' }];
  } finally {
    await browser.close();
  }
}

async function checkMoment(browser: SeatBrowser, manifest: ArchiveManifest, moment: Moment): Promise<Finding> {
  const name = `replay: ${moment.name}`;
  const atMs = moment.at - manifest.startedAt;
  const durationMs = (manifest.endedAt ?? moment.at) - manifest.startedAt;
  try {
    await seek(browser, atMs, durationMs);
    const details = [await compareUntil(browser, moment, atMs)];
    if (moment.sights.some(({ measure }) => measure === 'film')) {
      await seek(browser, atMs - playFromMs, durationMs);
      await browser.click('replay-play');
      await browser.page.waitForFunction(positionIsPast, { timeout: watchMs, polling: 50 }, atMs - playUntilMs);
      details.push(`playing: ${await compareUntil(browser, moment, atMs)}`);
      await browser.click('replay-play');
    }
    return { name, ok: true, detail: `at ${(atMs / 1_000).toFixed(1)} s as seen: ${details.join('; ')}` };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, ok: false, detail: `at ${(atMs / 1_000).toFixed(1)} s: ${detail}` };
  }
}

/** Clicks the timeline a little behind a moment: what began then has begun. */
async function seek({ page }: SeatBrowser, atMs: number, durationMs: number): Promise<void> {
  const bar = await page.waitForSelector('[data-testid="replay-timeline"]', { timeout: watchMs });
  const box = await bar?.boundingBox();
  if (!box) throw new Error('the timeline is not on the page');
  const x = Math.ceil(box.x + (atMs / durationMs) * box.width);
  await page.mouse.click(x, box.y + box.height / 2);
  await page.waitForFunction(
    async (wanted, exactMs) => {
      const { tongke } = window as unknown as { tongke: { stats(): Promise<{ positionMs: number }> } };
      return Math.abs((await tongke.stats()).positionMs - wanted) < exactMs;
    },
    { timeout: watchMs, polling: 50 },
    atMs,
    (2 * durationMs) / box.width + 50,
  );
}

/** Looks until all sights are there and measure the same. @returns in words @throws with what is otherwise */
async function compareUntil({ page }: SeatBrowser, moment: Moment, atMs: number): Promise<string> {
  const targets = moment.sights.map(({ live: _live, replay, ...rest }) => ({ ...rest, selector: replay }));
  const deadline = performance.now() + watchMs;
  for (;;) {
    const seen = await lookUntil(page, targets, watchMs);
    const compared = compare(moment, seen, atMs);
    if (compared.every(({ ok }) => ok)) return compared.map(({ words }) => words).join(', ') || 'there';
    if (performance.now() > deadline) throw new Error(compared.map(({ words }) => words).join(', '));
  }
}

/** What was measured, against what the classroom measured. Pure. */
export function compare(
  { sights, measured }: Pick<Moment, 'sights' | 'measured'>,
  seen: Pick<Look, 'measured' | 'positionMs'>,
  atMs: number,
): { ok: boolean; words: string }[] {
  return sights.flatMap(({ measure }: Sight, index) => {
    if (measure === undefined) return [];
    const elapsedMs = (seen.positionMs ?? Number.NaN) - atMs;
    const { by, most, unit } = apart(measure, measured[index] ?? [], seen.measured[index] ?? [], elapsedMs);
    return [{ ok: by <= most, words: `${measure} ${by.toFixed(by < 10 ? 1 : 0)} ${unit} apart` }];
  });
}

/** Runs inside the page. */
async function positionIsPast(wantedMs: number): Promise<boolean> {
  const { tongke } = window as unknown as { tongke: { stats(): Promise<{ positionMs: number }> } };
  return (await tongke.stats()).positionMs > wantedMs;
}
