import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything } from '../demo/acts/all.ts';
import { openArchive } from '../demo/archive.ts';
import { checkReplay } from '../demo/check-replay.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { playStory, type StoryFacts } from '../demo/story.ts';
import { storyFilms } from '../demo/story-films.ts';

/** Every feature of teaching, by mouse and keyboard in real browsers: what `npm run demo` teaches, with small pictures. */
describe('a lesson with everything that a lesson may have', () => {
  let product: Product;
  let story: StoryFacts;

  beforeAll(async () => {
    product = await openProduct();
    const films = await storyFilms(2, { isTaught: true, isSmall: true });
    const times = { teachMs: 0, stageMs: 500, screenMs: 0 };
    story = await playStory(product, films, times, () => undefined, everything);
  }, 400_000);
  afterAll(() => product?.close());

  it('is taught, act by act', () => {
    expect(story.acts.findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(story.acts.findings.map(({ name }) => name)).toEqual(
      [...everything.before, ...everything.taught, ...everything.closing].map(({ name }) => name),
    );
  });

  it('is shown by the replay as the classrooms saw it', async () => {
    const { manifest } = await openArchive(product.dataDir, story.archivePath);
    const findings = await checkReplay(product, story.lesson, manifest, story.acts.moments);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.length).toBeGreaterThan(story.acts.findings.length);
  }, 150_000);

  it('throws nothing in any page', () => {
    expect(story.pageErrors).toEqual([]);
  });
});
