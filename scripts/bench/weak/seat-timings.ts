import type { Page } from 'puppeteer';

/** How a seat came in. */
export interface SeatTimings {
  /** From the click on join to the teacher's first picture, as the page notes it. */
  readonly firstFrameMs: number;
  /** What carries the media that it receives. */
  readonly protocol: string;
}

/** Asks a page that has the teacher's picture. Its connections are to be kept: `keepConnections`. */
export async function seatTimings(page: Page): Promise<SeatTimings> {
  return await page.evaluate(async () => {
    const at = (moment: string) => performance.getEntriesByName(`tongke:${moment}`)[0]?.startTime ?? Number.NaN;
    const reports = await Promise.all(window.tongkeBenchConnections.map((connection) => connection.getStats()));
    const stats = reports.flatMap((report) => [...report.values()] as Record<string, unknown>[]);
    const pairs = stats.filter(({ type, nominated }) => type === 'candidate-pair' && nominated === true);
    const used = new Set(pairs.map(({ remoteCandidateId }) => remoteCandidateId));
    const protocols = stats.filter(({ id }) => used.has(id)).map(({ protocol }) => String(protocol));
    return {
      firstFrameMs: at('firstTeacherFrameAt') - at('joinClickAt'),
      protocol: [...new Set(protocols)].sort().join(' and '),
    };
  });
}
