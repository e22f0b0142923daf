import { type CommandInput, optionCount, type PupilId, type Question } from '@tongke/signaling/protocol/lesson';
import type { CardReading, VoteDoubt } from './card-votes.ts';

/** A pupil with a card. */
export interface CardPupil {
  pupilId: PupilId;
  name: string;
  card: number;
}

/** Why a card is not sent: as while reading, or `noOption` (the question has no such letter), `nobody` (no pupil has this number). */
export type CardDoubt = VoteDoubt | 'noOption' | 'nobody';

export interface CardAnswers {
  /** Cards that count, by number. */
  counted: { card: number; choice: number }[];
  /** Cards that do not; one that was only read unsurely may be accepted by the aide. */
  doubtful: { card: number; choice: number; doubts: CardDoubt[]; mayAccept: boolean }[];
  /** Null while there is nothing to send. */
  answers: CommandInput<'question:answer'>['answers'] | null;
}

/** Whether cards can answer a question: they have four letters. */
export const takesCards = (question: Question): boolean => question.closedAt === null && optionCount(question) > 0;

/**
 * What is sent of the cards that were read: an answer for each pupil, or where the classroom has no list of pupils, how
 * many showed each letter. `accepted`: doubtful cards that the aide vouches for, by number and choice.
 */
export function cardAnswers(
  question: Question,
  readings: readonly CardReading[],
  pupils: readonly CardPupil[] | null,
  accepted: ReadonlyMap<number, number>,
): CardAnswers {
  const options = optionCount(question);
  const pupilOf = new Map(pupils?.map((pupil) => [pupil.card, pupil.pupilId]));
  const counted: CardAnswers['counted'] = [];
  const doubtful: CardAnswers['doubtful'] = [];
  for (const { card, choice, doubts } of readings) {
    const wrong: CardDoubt[] = [];
    if (pupils && !pupilOf.has(card)) wrong.push('nobody');
    if (choice >= options) wrong.push('noOption');
    const isSure = doubts.length === 0 || accepted.get(card) === choice;
    if (isSure && wrong.length === 0) counted.push({ card, choice });
    else doubtful.push({ card, choice, doubts: [...wrong, ...doubts], mayAccept: wrong.length === 0 });
  }
  return { counted, doubtful, answers: toAnswers(counted, options, pupils ? pupilOf : null) };
}

function toAnswers(
  counted: CardAnswers['counted'],
  options: number,
  pupilOf: ReadonlyMap<number, PupilId> | null,
): CardAnswers['answers'] {
  if (counted.length === 0) return null;
  if (!pupilOf) {
    const hands = Array.from({ length: options }, (_, option) => ({
      answer: { choices: [option] },
      count: counted.filter(({ choice }) => choice === option).length,
    }));
    return { by: 'hands', hands };
  }
  return {
    by: 'cards',
    pupils: counted.flatMap(({ card, choice }) => {
      const pupilId = pupilOf.get(card);
      return pupilId ? [{ pupilId, answer: { choices: [choice] } }] : [];
    }),
  };
}
