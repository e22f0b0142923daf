import type { Pupil, RosterEntry } from '../../protocol/lesson.ts';

/** How a roster becomes another: who stays (with the same id), who is new, who goes. */
export interface RosterChange {
  /** In the new order; `pupil` is null for who is new. */
  entries: { entry: RosterEntry; pupil: Pupil | null }[];
  added: number;
  /** Stays with another card. */
  changed: number;
  kept: number;
  removed: Pupil[];
}

const keyOf = ({ number, name }: RosterEntry) => `${number}\n${name}`;

/** Compares a roster with what is to replace it: a pupil is the same by number and name. Pure. */
export function rosterChange(present: readonly Pupil[], wanted: readonly RosterEntry[]): RosterChange {
  const known = new Map(present.map((pupil) => [keyOf(pupil), pupil]));
  const entries = wanted.map((entry) => {
    const pupil = known.get(keyOf(entry)) ?? null;
    known.delete(keyOf(entry));
    return { entry, pupil };
  });
  const stays = entries.filter(({ pupil }) => pupil !== null);
  const changed = stays.filter(({ entry, pupil }) => pupil?.cardNumber !== entry.cardNumber).length;
  return {
    entries,
    added: entries.length - stays.length,
    changed,
    kept: stays.length - changed,
    removed: [...known.values()],
  };
}
