import { deckId, materialId } from '../lesson.ts';
import type { SlidesEvents } from '../slides.ts';
import { everyone, type Rows } from './rows.test-support.ts';

const about = { deckId: deckId('deck-1') };
const picture = {
  materialId: materialId(`${'a'.repeat(64)}.webp`),
  previewId: materialId(`${'b'.repeat(64)}.webp`),
  widthPixels: 1920,
  heightPixels: 1080,
};

export const slidesRows: Rows<keyof SlidesEvents> = {
  deckAdded: [
    { event: { type: 'deckAdded', ...about, kind: 'pages', title: 'Light.pdf', pageCount: 2 }, seenBy: everyone },
  ],
  pageAdded: [{ event: { type: 'pageAdded', ...about, page: 0, picture, text: 'Light' }, seenBy: everyone }],
  pageTurned: [{ event: { type: 'pageTurned', ...about, page: 0 }, seenBy: everyone }],
  deckShown: [{ event: { type: 'deckShown', ...about }, seenBy: everyone }],
  deckHidden: [{ event: { type: 'deckHidden', ...about }, seenBy: everyone }],
  deckRemoved: [{ event: { type: 'deckRemoved', ...about }, seenBy: everyone }],
};
