import type { CardSighting, Doubt } from './card-reader.ts';

/**
 * Why a card's answer is not to be trusted without a look: as in one picture, or `twice` (two cards with this number
 * are held up), `conflicting` (pictures disagree), `once` (one plain picture only, so far).
 */
export type VoteDoubt = Doubt | 'twice' | 'conflicting' | 'once';

/** What several pictures say of one card. */
export interface CardReading {
  card: number;
  choice: CardSighting['choice'];
  /** Where it was seen last, in that picture's pixels. */
  corners: CardSighting['corners'];
  /** Whether the last picture shows it. */
  isInSight: boolean;
  /** Empty when it is read. */
  doubts: VoteDoubt[];
}

/** So many of the latest pictures count; about two seconds. */
const pictures = 8;
/** Plain sightings that agree, until a card is read. */
const enoughPlain = 2;
/** Sightings with a doubt that noise brings, and that agree, until they are believed: noise is another in each picture. */
const enoughDoubtful = 4;
const passing: readonly Doubt[] = ['small', 'faint', 'unclear', 'damaged'];

interface Vote {
  picture: number;
  sighting: CardSighting;
  twice: boolean;
}

/**
 * Gathers what pictures show until it is cleared. A card that was read stays read when it is put down; turned to another
 * edge, it is read anew after a moment of doubt.
 */
export class CardVotes {
  readonly #votes = new Map<number, Vote[]>();
  readonly #readings = new Map<number, CardReading>();
  #picture = 0;

  /** By card number. */
  get readings(): CardReading[] {
    return [...this.#readings.values()].sort((a, b) => a.card - b.card);
  }

  add(sightings: readonly CardSighting[]): void {
    this.#picture += 1;
    for (const card of new Set([...this.#votes.keys(), ...sightings.map((sighting) => sighting.card)])) {
      const seen = sightings.filter((sighting) => sighting.card === card);
      const votes = (this.#votes.get(card) ?? []).filter(({ picture }) => picture > this.#picture - pictures);
      for (const sighting of seen) votes.push({ picture: this.#picture, sighting, twice: seen.length > 1 });
      this.#votes.set(card, votes);
      this.#judge(card, votes, seen.length > 0);
    }
  }

  clear(): void {
    this.#votes.clear();
    this.#readings.clear();
  }

  #judge(card: number, votes: readonly Vote[], isInSight: boolean): void {
    const known = this.#readings.get(card);
    const last = votes.at(-1)?.sighting;
    if (!last || !isInSight) {
      if (known) this.#readings.set(card, { ...known, isInSight: false });
      return;
    }
    this.#readings.set(card, { card, choice: last.choice, corners: last.corners, isInSight, doubts: doubtsOf(votes) });
  }
}

function doubtsOf(votes: readonly Vote[]): VoteDoubt[] {
  const last = votes.at(-1)?.sighting;
  if (!last) return ['once'];
  if (votes.some(({ twice }) => twice)) return ['twice'];
  if (votes.some(({ sighting }) => sighting.choice !== last.choice)) return ['conflicting'];
  const plain = votes.filter(({ sighting }) => sighting.doubts.length === 0).length;
  if (plain >= enoughPlain) return [];
  const believable = votes.filter(({ sighting }) => sighting.doubts.every((doubt) => passing.includes(doubt)));
  if (believable.length >= enoughDoubtful) return [];
  if (last.doubts.length > 0) return last.doubts;
  return ['once'];
}
