import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Moment, witness } from '../moment.ts';
import { makePdf } from '../pdf.ts';
import type { Sight } from '../sight.ts';
import type { Act } from './act.ts';

const pages = [
  { heading: 'Three states of water', text: 'Ice, water, vapour', ground: [0.1, 0.35, 0.6] },
  { heading: 'Ice', text: 'Cold and hard', ground: [0.55, 0.2, 0.15] },
  { heading: 'Vapour', text: 'Warm and everywhere', ground: [0.15, 0.5, 0.25] },
] as const;

/** A page of the deck, sharp, and what it looks like. */
export const pageSights = (page: number): Sight[] => [
  { live: `[data-testid="slides"][data-page="${page}"]`, replay: `[data-testid="replay-slides"][data-page="${page}"]` },
  {
    live: '[data-testid="slides-page"][data-shown="sharp"]',
    replay: '[data-testid="replay-page"][data-shown="sharp"]',
    measure: 'picture',
  },
];

/** A PDF becomes a deck; its pages are turned by the presenter's keys and seen in every classroom. */
export const slides: Act = {
  name: 'slides',
  async play({ teacher, rooms, folder }) {
    const file = path.join(folder, 'three states.pdf');
    await writeFile(file, makePdf(pages));
    await teacher.tap('tool-slides');
    await teacher.give('slides-file', file);
    await teacher.see('board-area');
    await teacher.see(`page-${pages.length - 1}`);
    await teacher.gone('deck-making');
    const moments: Moment[] = [];
    const turnMs: number[] = [];
    for (const page of pages.keys()) {
      const pressedAt = Date.now();
      if (page > 0) await teacher.page.keyboard.press('PageDown');
      const seen = await Promise.all(
        rooms.map((room) => witness(room, `slides page ${page + 1}`, ...pageSights(page))),
      );
      moments.push(...seen.slice(0, 1));
      if (page > 0) turnMs.push(...seen.map(({ at }) => at - pressedAt));
    }
    const looks = moments.map(({ measured }) => String(measured[1]));
    const isEachItsOwn = new Set(looks).size === pages.length;
    return {
      detail: `a PDF of ${pages.length} pages; turned, every classroom saw the new one after ${turnMs.map(Math.round).join(', ')} ms`,
      problems: isEachItsOwn ? [] : ['two pages look the same'],
      moments,
    };
  },
};
