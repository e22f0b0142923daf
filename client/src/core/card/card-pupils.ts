import type { PupilId } from '@tongke/signaling/protocol/lesson';
import type { CardPupil } from './card-answers.ts';
import { mostCards } from './card-face.ts';

/** A pupil as the classroom's roster has it. */
export interface RosterPupil {
  pupilId: PupilId;
  name: string;
  /** In class, or of the school. */
  number: string;
  cardNumber: number | null;
}

/**
 * Which card each pupil has: the one that the roster says, else the pupil's number in class; the others, in the roster's
 * order, get the lowest numbers that are left. Pupils beyond the last card have none.
 */
export function cardPupils(pupils: readonly RosterPupil[]): CardPupil[] {
  const taken = new Map<number, RosterPupil>();
  const take = (pupil: RosterPupil, card: number | null) => {
    if (card === null || !Number.isInteger(card) || card < 1 || card > mostCards || taken.has(card)) return false;
    taken.set(card, pupil);
    return true;
  };
  const unsaid = pupils.filter((pupil) => !take(pupil, pupil.cardNumber));
  const left = unsaid.filter((pupil) => !take(pupil, /^\d{1,2}$/.test(pupil.number) ? Number(pupil.number) : null));
  let free = 1;
  for (const pupil of left) {
    while (taken.has(free)) free += 1;
    take(pupil, free);
  }
  return [...taken]
    .map(([card, { pupilId, name }]) => ({ card, pupilId, name }))
    .sort((one, other) => one.card - other.card);
}
