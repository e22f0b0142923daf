import { renderRoom } from '@tongke/client/card';

/** The first classroom's roster, in the order of the numbers in class, which are the cards' numbers. */
export const pupils = ['Zhang', 'Li', 'Wang', 'Zhao', 'Chen', 'Liu'].flatMap((family) =>
  ['Min', 'Lei', 'Fang', 'Gang'].map((given) => `${family} ${given}`),
);
/** Who is ill: the last one's card is in nobody's hand. */
export const missingPupil = pupils.at(-1) ?? '';

/** A room full of pupils that hold up cards, as their camera sees it. */
export interface CardRoom {
  readonly width: number;
  readonly height: number;
  /** One byte of brightness a pixel. */
  readonly grey: Uint8Array;
  /** What each pupil shows: the place of the option, by the pupil's place in {@link pupils}. */
  readonly choices: readonly number[];
}

let made: CardRoom | undefined;

/** Four times as large as it is in a small film, so that what a camera does to it is done by ffmpeg. */
const size = { width: 960, height: 630 };

/** Everybody but the missing one holds up a card, leaning and turned by a little, in light from one side. */
export function cardRoom(): CardRoom {
  if (made) return made;
  const { grey, cards, width, height } = renderRoom(
    {
      seed: 12,
      cards: pupils.length - 1,
      columns: 6,
      rows: 4,
      size: [0.7, 0.85],
      lean: 15,
      turned: 25,
      covered: 0,
      blurPx: 1.5,
      smearPx: 0,
      noise: 0,
      darkest: 0.6,
      shadows: 1,
    },
    size.width,
    size.height,
  );
  made = { width, height, grey, choices: cards.map(({ choice }) => choice) };
  return made;
}
