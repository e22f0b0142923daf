import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Archive, openArchive } from '../demo/archive.ts';
import { type ArchiveReport, busyArchiveLimits, checkArchive } from '../demo/check-archive.ts';
import { checkWatchPage } from '../demo/check-watch.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { playStory, type StoryFacts } from '../demo/story.ts';
import { storyFilms } from '../demo/story-films.ts';

/** The whole thread, on real media in real browsers: what `npm run demo` shows, in a shorter lesson. */
describe('a lesson from the first join to the last look at its archive', () => {
  let product: Product;
  let story: StoryFacts;
  let archive: Archive;
  let report: ArchiveReport;

  beforeAll(async () => {
    product = await openProduct();
    const times = { teachMs: 3_000, stageMs: 4_000, screenMs: 3_000 };
    story = await playStory(product, await storyFilms(2), times, () => undefined);
    archive = await openArchive(product.dataDir, story.archivePath);
    report = await checkArchive(archive, story, busyArchiveLimits);
  }, 180_000);
  afterAll(() => product?.close());

  it('shows the teacher to every classroom that joins', () => {
    expect(story.joinMs).toHaveLength(2);
    expect(Math.max(...story.joinMs)).toBeLessThan(5_000);
  });

  it('shows a classroom on stage to all the others', () => {
    expect(story.calls.map(({ seenAfterMs }) => seenAfterMs.length)).toEqual([1, 1]);
    expect(Math.max(...story.calls.flatMap(({ seenAfterMs }) => seenAfterMs))).toBeLessThan(5_000);
  });

  it('shows the shared screen', () => {
    expect(story.screen?.seenAfterMs).toBeLessThan(5_000);
  });

  it('keeps everything: every track, whole, in step with its source, with the calls on stage', () => {
    expect(report.findings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('plays the archive in step', async () => {
    const findings = await checkWatchPage(product, story, archive, report.pictures);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('throws nothing in any page', () => {
    expect(story.pageErrors).toEqual([]);
  });
});
