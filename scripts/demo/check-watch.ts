import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { median } from './alignment.ts';
import type { Archive } from './archive.ts';
import type { DecodedPicture } from './decode.ts';
import type { Finding } from './finding.ts';
import { linkPath } from './lesson.ts';
import type { Product } from './product.ts';
import { openSeatBrowser, type SeatBrowser } from './seat-browser.ts';
import type { StoryFacts } from './story.ts';

/** Teacher and stage may be so far apart on the watch page. */
const inStepMs = 100;
const watchMs = 15_000;
const afterCallMs = 700;

/** Watches the sealed lesson again as anybody with the link would, and holds its pictures against each other. */
export async function checkWatchPage(
  product: Product,
  story: StoryFacts,
  { manifest }: Archive,
  pictures: ReadonlyMap<string, readonly DecodedPicture[]>,
): Promise<Finding[]> {
  const browser = await openSeatBrowser({ width: 1024, height: 576 });
  try {
    await browser.page.goto(`${product.baseUrl}${linkPath(story.lesson, 'audience')}`);
    await browser.see('replay');
    await browser.click('replay-start');
    // The first picture may stand there before anybody clicks.
    await browser.seeFilm('replay-camera-teacher', 0, 0, watchMs);
    const { length: framesBefore } = (await browser.videos())['replay-camera-teacher']?.recent ?? [];
    await browser.page.waitForFunction(
      (before) => (window.tongkeProbe.videos()['replay-camera-teacher']?.recent.length ?? 0) > before + 15,
      { timeout: watchMs, polling: 100 },
      framesBefore,
    );
    const findings: Finding[] = [{ name: 'watch page plays', ok: true, detail: 'the teacher moves' }];
    for (const { participantId, name } of story.calls) {
      findings.push(await checkStep(browser, story, manifest, { participantId, name }, pictures));
    }
    findings.push({
      name: 'watch page errors',
      ok: browser.errors.length === 0,
      detail: browser.errors.join('; ') || 'none',
    });
    return findings;
  } finally {
    await browser.close();
  }
}

/** Goes to the moment in which a classroom was called, lets it play, and compares what teacher and classroom show. */
async function checkStep(
  browser: SeatBrowser,
  story: StoryFacts,
  manifest: ArchiveManifest,
  { participantId, name }: { participantId: string; name: string },
  pictures: ReadonlyMap<string, readonly DecodedPicture[]>,
): Promise<Finding> {
  const film = story.seats.find((seat) => seat.participantId === participantId)?.film.number ?? -1;
  const testId = `replay-camera-${participantId}`;
  const seenAt = await seeOnStage(browser, testId, film, () => seekToStage(browser, story, manifest, participantId));
  await browser.page.waitForFunction(
    (id, at) => (window.tongkeProbe.videos()[id]?.recent ?? []).filter(([, shownAt]) => shownAt > at + 300).length > 15,
    { timeout: watchMs, polling: 100 },
    testId,
    seenAt,
  );
  const videos = await browser.videos();
  const positions = (id: string, source: string) =>
    (videos[id]?.recent ?? [])
      .filter(([, at]) => at > seenAt + 300)
      .map(([frame, at]) => ({ at, lessonMs: lessonTimes(pictures.get(source) ?? [], frame) }));
  const teacher = positions('replay-camera-teacher', 'teacher');
  const differences = positions(testId, participantId).flatMap((room) => {
    const beside = teacher.findLast(({ at }) => at <= room.at);
    if (beside === undefined || room.at - beside.at > 200) return [];
    // A film repeats, so a picture may stand in many places of the lesson: the pair that lies closest is meant.
    const all = room.lessonMs.flatMap((roomMs) => beside.lessonMs.map((teacherMs) => roomMs - teacherMs));
    const closest = all.reduce(
      (best, each) => (Math.abs(each) < Math.abs(best) ? each : best),
      Number.POSITIVE_INFINITY,
    );
    return [closest - (room.at - beside.at)];
  });
  const apartMs = median(differences);
  return {
    name: `in step ${name}`,
    ok: differences.length >= 5 && Math.abs(apartMs) <= inStepMs,
    detail: `${differences.length} pictures compared with the teacher's, ${apartMs.toFixed(0)} ms apart`,
  };
}

/** Goes there until it is seen: on a busy machine a short time on stage may be over before its picture has loaded. */
async function seeOnStage(
  browser: SeatBrowser,
  testId: string,
  film: number,
  seek: () => Promise<number>,
): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const since = await seek();
    try {
      const shown = await browser.page.waitForFunction(
        (id, wanted, after) => {
          const video = window.tongkeProbe.videos()[id];
          return video?.film === wanted ? video.recent.find(([, at]) => at > after)?.[1] : undefined;
        },
        { timeout: watchMs / 3, polling: 50 },
        testId,
        film,
        since,
      );
      return (await shown.jsonValue()) ?? Number.NaN;
    } catch (error) {
      if (tries < 3) continue;
      throw new Error(`${testId} does not come on stage; the page shows: ${await describePage(browser)}`, {
        cause: error,
      });
    }
  }
}

function lessonTimes(pictures: readonly DecodedPicture[], frame: number): number[] {
  return pictures.filter(({ code }) => code?.frame === frame).map(({ atMs }) => atMs);
}

/** Clicks the timeline where the call was. @returns when */
async function seekToStage(
  { page }: SeatBrowser,
  story: StoryFacts,
  manifest: ArchiveManifest,
  participantId: string,
): Promise<number> {
  const call = story.calls.find((each) => each.participantId === participantId);
  if (call === undefined) throw new Error('that classroom was never called');
  const bar = await page.waitForSelector('[data-testid="replay-timeline"]', { timeout: watchMs });
  const box = await bar?.boundingBox();
  if (!box) throw new Error('the timeline is not on the page');
  const durationMs = (manifest.endedAt ?? story.endedAt) - manifest.startedAt;
  const part = (call.calledAt + afterCallMs - manifest.startedAt) / durationMs;
  const since = await page.evaluate(() => performance.timeOrigin + performance.now());
  await page.mouse.click(box.x + part * box.width, box.y + box.height / 2);
  return since;
}

/** What a person would see there, for the report of a failure. */
function describePage({ page }: SeatBrowser): Promise<string> {
  return page.evaluate(() => {
    const state = document.querySelector<HTMLElement>('[data-testid="replay"]')?.dataset.state;
    const position = document.querySelector('[data-testid="replay-position"]')?.textContent;
    const videos = [...document.querySelectorAll('video')].map(
      ({ dataset, currentTime, readyState, videoWidth }) =>
        `${dataset.testid ?? 'hidden'} ${dataset.source} ${dataset.participantId} at ${currentTime} ready ${readyState} ${videoWidth}`,
    );
    return [state, position, ...videos].join('; ');
  });
}
