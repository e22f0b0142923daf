import type { CardSighting } from '../card-reader.ts';
import type { PictureWish, RoomPicture } from './render-room.ts';

const room = { cards: 40, columns: 8, rows: 5, size: [0.4, 0.8], lean: 20, turned: 35, covered: 0 } as const;
const picture = { ...room, blurPx: 0.8, smearPx: 0, noise: 4, darkest: 0.5, shadows: 3 };

/** The rooms of the test set: each hard in its own way; a seed for each picture makes it another and the same again. */
export const testRooms: Readonly<Record<string, Omit<PictureWish, 'seed'>>> = {
  plain: picture,
  blurred: { ...picture, blurPx: 1.6 },
  moved: { ...picture, blurPx: 1, smearPx: 4 },
  dark: { ...picture, darkest: 0.2, noise: 6, shadows: 6 },
  small: { ...picture, size: [0.2, 0.35] },
  turned: { ...picture, lean: 30, turned: 50 },
  /** A finger over the code of every second card. */
  covered: { ...picture, covered: 0.5 },
  /** Nothing to read, much that looks like it. */
  empty: { ...picture, cards: 0 },
};

/** What became of the cards of a picture. */
export interface Score {
  /** Cards whose code is free, and how many of them were read right, with or without a doubt. */
  cards: number;
  right: number;
  /** Read right, with a doubt. */
  doubtful: number;
  /** Read wrong, or read where there is none, without a doubt. */
  wrong: number;
  /** The same with a doubt. */
  wrongDoubtful: number;
}

export function score(shown: RoomPicture, sightings: readonly CardSighting[]): Score {
  const result: Score = { cards: 0, right: 0, doubtful: 0, wrong: 0, wrongDoubtful: 0 };
  for (const placed of shown.cards) {
    if (placed.covered) continue;
    result.cards += 1;
    const seen = sightings.find(({ card, choice }) => card === placed.card && choice === placed.choice);
    if (!seen) continue;
    result.right += 1;
    if (seen.doubts.length > 0) result.doubtful += 1;
  }
  for (const { card, choice, doubts } of sightings) {
    if (shown.cards.some((placed) => placed.card === card && placed.choice === choice)) continue;
    result[doubts.length > 0 ? 'wrongDoubtful' : 'wrong'] += 1;
  }
  return result;
}
