import { witness } from '../moment.ts';
import type { Sight } from '../sight.ts';
import type { Act, Player } from './act.ts';
import { pageSights } from './slides.ts';

const canvas = '[data-testid="ink-finished"]';

/** So many strokes on the page that is shown, and where they are. */
const strokes = (count: number): Sight => ({
  live: `[data-testid="slides"] ${canvas}[data-painted="${count}"]`,
  replay: `[data-testid="replay-ink"] ${canvas}[data-painted="${count}"]`,
  measure: 'ink',
});

/** Draws an arc over the page with the mouse. */
async function drawArc({ page }: Player): Promise<void> {
  const surface = await page.waitForSelector('[data-testid="ink-surface"]');
  const box = await surface?.boundingBox();
  if (!box) throw new Error('there is nothing to draw on');
  const place = (part: number) => ({
    x: box.x + box.width * (0.2 + 0.6 * part),
    y: box.y + box.height * (0.75 - 0.5 * Math.sin(Math.PI * part)),
  });
  const first = place(0);
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (let step = 1; step <= 12; step += 1) {
    const { x, y } = place(step / 12);
    await page.mouse.move(x, y);
  }
  await page.mouse.up();
}

/** The teacher draws on a page with the pen, and turns on and back: the stroke stays on its own page. */
export const ink: Act = {
  name: 'ink',
  async play({ teacher, rooms }) {
    const [room] = rooms;
    await teacher.page.keyboard.press('d');
    await drawArc(teacher);
    const drawnAt = Date.now();
    const seen = await Promise.all(rooms.map((each) => witness(each, 'ink', ...pageSights(2), strokes(1))));
    await teacher.page.keyboard.press('Escape');
    await teacher.gone('ink-surface');
    await teacher.page.keyboard.press('PageUp');
    const clean = await witness(room, 'ink not on another page', ...pageSights(1), strokes(0));
    const cells = (seen[0]?.measured[2] ?? []).filter((cell) => cell > 0).length;
    return {
      detail: `one stroke of the pen, whole in every classroom ${seen.map(({ at }) => Math.round(at - drawnAt)).join(', ')} ms after it; it covers ${cells} of 576 cells`,
      problems: cells > 12 ? [] : ['the stroke is not to be seen'],
      moments: [...seen.slice(0, 1), clean],
    };
  },
};
